import { config } from '../config.ts';
import { silentTracer, type Tracer } from './tracer.ts';

let live = silentTracer;
let opening: Promise<Tracer> | undefined;

/** This process' tracer: silent unless an OTLP endpoint is configured, and until `openTracer` has resolved. */
export const tracer = (): Tracer => live;

/** Opens this process' tracer, once; what it takes is loaded only where an OTLP endpoint is configured. */
export async function openTracer(): Promise<void> {
  opening ??= open();
  live = await opening;
}

async function open(): Promise<Tracer> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER_ARG } = config();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return silentTracer;
  const { openOtlpTracer } = await import('./otlp-tracer.ts');
  return openOtlpTracer({ serviceName: OTEL_SERVICE_NAME, sampledShare: OTEL_TRACES_SAMPLER_ARG });
}
