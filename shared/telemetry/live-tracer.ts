import { config } from '../config.ts';
import { silentTracer, type Tracer } from './tracer.ts';

let live = silentTracer;
let opening: Promise<void> | undefined;
let isOpen = false;

/** This process' tracer: silent unless an OTLP endpoint is configured, and until `openTracer` has resolved. */
export const tracer = (): Tracer => live;

/** Has `openTracer` resolved? */
export const tracerIsOpen = (): boolean => isOpen;

/** Opens this process' tracer, once; what it takes is loaded only where an OTLP endpoint is configured. */
export function openTracer(): Promise<void> {
  opening ??= open();
  return opening;
}

async function open(): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER_ARG } = config();
  if (OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { openOtlpTracer } = await import('./otlp-tracer.ts');
    live = openOtlpTracer({ serviceName: OTEL_SERVICE_NAME, sampledShare: OTEL_TRACES_SAMPLER_ARG });
  }
  isOpen = true;
}
