import { AsyncLocalStorage } from 'node:async_hooks';
import { Counter, Gauge, Histogram } from '../../shared/telemetry/instruments.ts';
import { silentTracer } from '../../shared/telemetry/tracer.ts';

/** Imported before a host of ours it takes out what measures and traces requests, so that its cost can be seen. */
const nothing = () => {};
Counter.prototype.inc = nothing;
Gauge.prototype.set = nothing;
Gauge.prototype.add = nothing;
Histogram.prototype.observe = nothing;
const context = { trace_id: '1'.repeat(32), span_id: '1'.repeat(16), sampled: false };
const span = { context, set: nothing, fail: nothing, end: nothing };
silentTracer.start = () => span;
AsyncLocalStorage.prototype.run = (_store: unknown, work: (...given: never[]) => unknown, ...given: never[]) =>
  work(...given) as never;
