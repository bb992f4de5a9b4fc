import { metrics } from '../telemetry/metrics.ts';
import type { WorkerOptions } from './work-steps.ts';

/** Counts an attempt of a step among this process' metrics. */
export const countAttempt: NonNullable<WorkerOptions['onAttempt']> = ({ seconds, ...labels }) => {
  metrics().stepAttempts.inc(labels);
  metrics().stepDuration.observe(labels, seconds);
};
