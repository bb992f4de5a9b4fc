import { tracer } from '../telemetry/live-tracer.ts';
import { parseTraceparent } from '../telemetry/trace-context.ts';

/** What of a task its span needs. */
export interface TracedTask {
  id: string;
  agent_type: string;
  created_at: Date;
  /** Of the task's own span; null for one from before tasks were traced. */
  traceparent: string | null;
  /** The span that it was asked for in. */
  parent_span_id: string | null;
}

/** Tells the span of a task that has ended, from its acceptance until now. */
export function traceTask(task: TracedTask, ended: 'completed' | 'failed' | 'cancelled'): void {
  const context = parseTraceparent(task.traceparent);
  if (!tracer().records(context)) return;
  const parent = task.parent_span_id === null ? undefined : { ...context, span_id: task.parent_span_id };
  const span = tracer().start(`invoke_workflow ${task.agent_type}`, {
    kind: 'internal',
    parent,
    context,
    startedAt: task.created_at,
    attributes: {
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.agent.name': task.agent_type,
      'multi_agent.task.id': task.id,
      'multi_agent.task.status': ended,
    },
  });
  if (ended === 'failed') span.fail('task_failed');
  span.end();
}
