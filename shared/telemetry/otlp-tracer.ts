import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type IdGenerator,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { childOf, type TraceContext } from './trace-context.ts';
import type { Tracer } from './tracer.ts';

export interface OtlpTracerOptions {
  serviceName: string;
  /** Of the traces that begin here, the share that is recorded: 0 to 1. Others bring their own decision. */
  sampledShare: number;
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

/** Gives the SDK the ids that were decided on before: of a span whose children began in another process, say. */
class GivenIds implements IdGenerator {
  given: TraceContext = childOf(undefined);
  generateTraceId = (): string => this.given.trace_id;
  generateSpanId = (): string => this.given.span_id;
}

/**
 * A tracer that sends spans by OTLP over HTTP, in batches, to where OTEL_EXPORTER_OTLP_ENDPOINT says; OpenTelemetry's
 * other variables of the exporter count as well.
 */
export function openOtlpTracer({ serviceName, sampledShare }: OtlpTracerOptions): Tracer {
  const ids = new GivenIds();
  const provider = new TracerProvider({
    idGenerator: ids,
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': serviceName, 'service.instance.id': crypto.randomUUID() }),
    ),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampledShare) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 1000 })],
  });
  const sdk = provider.getTracer('multi-agent-system');
  return {
    start(name, { kind, parent, attributes = {}, context = childOf(parent), startedAt }) {
      ids.given = context;
      const span = sdk.startSpan(
        name,
        { kind: kinds[kind], attributes, ...(startedAt && { startTime: startedAt }) },
        contextOf(parent),
      );
      return {
        context: { ...context, sampled: (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0 },
        set: (more) => void span.setAttributes(more),
        fail(errorType) {
          span.setAttribute('error.type', errorType);
          span.setStatus({ code: SpanStatusCode.ERROR });
        },
        end: (at) => span.end(at),
      };
    },
    records: (context): context is TraceContext => context?.sampled ?? false,
    flush: () => provider.forceFlush().catch(() => {}),
  };
}

function contextOf(parent: TraceContext | undefined): Context {
  if (!parent) return ROOT_CONTEXT;
  const { trace_id: traceId, span_id: spanId, sampled } = parent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
