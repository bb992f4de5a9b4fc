import { runsOnLambda } from '../config.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { tracer } from './live-tracer.ts';
import { metrics } from './metrics.ts';

let onLambda: boolean | undefined;
let write: (() => void) | undefined;

/**
 * On Lambda, where a process may stand still from here on: writes what was measured since the last time to the log, where
 * CloudWatch finds it, and sends the spans that have ended; elsewhere nothing.
 */
export async function endInvocation(): Promise<void> {
  onLambda ??= runsOnLambda();
  if (!onLambda) return;
  if (!write) {
    const lines = embeddedMetrics(metrics());
    // Past the console, which would put words before the JSON.
    write = () =>
      void process.stdout.write(
        lines(Date.now())
          .map((line) => `${line}\n`)
          .join(''),
      );
  }
  write();
  await tracer().flush();
}
