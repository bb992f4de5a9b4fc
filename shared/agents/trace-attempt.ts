import type { ClaimedStep } from '../tasks/claim-steps.ts';
import type { StepOutcome } from '../tasks/step-outcome.ts';
import { tracer } from '../telemetry/live-tracer.ts';
import type { Logger } from '../telemetry/logger.ts';
import { childOf, parseTraceparent, withTrace } from '../telemetry/trace-context.ts';

/**
 * Runs an attempt of a step as a span of its task's trace, and logs it; what it calls is inside. Before it stands one more
 * span: how long the job lay in its queue.
 */
export async function traceAttempt(
  { name, key, attempt, job, task, runnable_since }: ClaimedStep,
  logger: Logger,
  run: () => Promise<StepOutcome | undefined>,
): Promise<StepOutcome | undefined> {
  const parent = parseTraceparent(task.traceparent);
  const about = { 'multi_agent.task.id': task.id, 'multi_agent.step.key': key, 'multi_agent.step.attempt': attempt };
  if (tracer().records(parent)) {
    const attributes = {
      'messaging.system': 'pg-boss',
      'messaging.destination.name': name,
      'messaging.operation.name': 'receive',
      'messaging.operation.type': 'receive',
      'messaging.message.id': job.id,
      ...about,
    };
    tracer().start(`receive ${name}`, { kind: 'consumer', parent, startedAt: runnable_since, attributes }).end();
  }
  const span = tracer().start(`invoke_agent ${name}`, {
    kind: 'internal',
    parent: parent ?? childOf(undefined),
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name, ...about },
  });
  const began = performance.now();
  const outcome = await withTrace(span.context, async () => {
    const ended = await run();
    const ms = Math.round(performance.now() - began);
    const said = { function: name, task_id: task.id, key, attempt, outcome: ended?.kind ?? 'stopped', ms };
    logger.info(said, 'step');
    return ended;
  });
  span.set({ 'multi_agent.step.outcome': outcome?.kind ?? 'stopped' });
  if (outcome?.kind === 'failed') span.fail(outcome.error.code);
  span.end();
  return outcome;
}
