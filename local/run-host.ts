import { constants } from 'node:os';
import { messageOf, SetupError } from '../shared/errors.ts';
import { openTracer, tracer } from '../shared/telemetry/live-tracer.ts';

/** npm passes on, a moment later, what the terminal has sent to this process as well. */
const echoMilliseconds = 1_000;
/** How long stopping may take; what waits for a part that is gone would wait for ever. */
const stopSeconds = 15;

/**
 * Runs a process: `start` returns how to stop. SIGTERM and SIGINT stop it and exit 0 (a second one, and one
 * that has no effect in time, exit 1); before `start` has returned they exit at once, with 128 and the signal's number,
 * as a shell would say it. A SetupError is printed as one line, and exits 1.
 */
export async function runHost(start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    let stop: (() => Promise<void>) | undefined;
    let stoppingSince: number | undefined;
    const end = async (signal: NodeJS.Signals) => {
      if (!stop) process.exit(128 + constants.signals[signal]);
      if (stoppingSince !== undefined) {
        if (performance.now() - stoppingSince > echoMilliseconds) process.exit(1);
        return;
      }
      stoppingSince = performance.now();
      setTimeout(() => {
        console.error(`Not stopped after ${stopSeconds} s; leaving. What ran is found and repeated by the next start.`);
        process.exit(1);
      }, stopSeconds * 1000);
      await stop().catch((error: unknown) => {
        console.error(messageOf(error));
        process.exit(1);
      });
      await tracer().flush();
      process.exit(0);
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    await openTracer();
    stop = await start();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
}
