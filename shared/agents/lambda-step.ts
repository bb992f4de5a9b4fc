import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod';
import { endInvocation } from '../telemetry/end-invocation.ts';
import { openTracer } from '../telemetry/live-tracer.ts';
import { logger } from '../telemetry/logger.ts';
import { advanceFor } from './advance.ts';
import { agents } from './catalogue.ts';
import { countAttempt } from './count-attempt.ts';
import type { Step } from './define-step.ts';
import type { WorkerPorts } from './run-step.ts';
import { startWorker } from './work-steps.ts';

/** Steps that one invocation runs at once. */
const slots = 10;
/** What is kept of the invocation's time to hand steps back, in milliseconds. */
const marginMilliseconds = 5_000;

/** What of Lambda's context is used. */
interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/**
 * The Lambda entry of a step: whatever invokes it, it works off its own queue until nothing is left or its time is nearly
 * up; what is not finished then goes back to the queue, for the invocation that it asks for at its end.
 */
export function lambdaStep<Input extends z.ZodType, Output extends z.ZodType, Used>(
  step: Step<Input, Output, Used>,
  ports: WorkerPorts & Used,
) {
  return async (_event: unknown, context: LambdaContext): Promise<void> => {
    await openTracer();
    const options = { steps: [step], advance: advanceFor(agents), slots, logger: logger(), onAttempt: countAttempt };
    const worker = await startWorker(options, ports);
    const time = Math.max(0, context.getRemainingTimeInMillis() - marginMilliseconds);
    const drained = await Promise.race([worker.whenIdle().then(() => true), delay(time, false, { ref: false })]);
    await worker.stop(0);
    if (!drained) await ports.nudge?.send([step.name]);
    await endInvocation();
  };
}
