import type { StoredStep } from './read-task.ts';
import type { StepEvent, StoredCall, StoredTimeline } from './read-timeline.ts';
import { stepParts } from './step-parts.ts';
import { hasEnded } from './task-status.ts';
import type { SpanFacts, TimelineSpan } from './timeline-span.ts';

const taskSpanId = 'task';

/** The spans of a task, each after its parent, steps in their order, what is in a step by time; pure. */
export function timelineSpans(timeline: StoredTimeline): TimelineSpan[] {
  const changes = Map.groupBy(timeline.events, idOf);
  const calls = Map.groupBy(timeline.calls, (call) => (call.step === null ? '' : `${call.step}/${call.step_key}`));
  const known = new Set(timeline.steps.map(idOf));
  const others = [...calls].filter(([step]) => !known.has(step)).flatMap(([, some]) => some);
  return [
    taskSpan(timeline),
    ...others.map((call) => callSpan(call, taskSpanId)),
    ...timeline.steps.flatMap((step) => spansOfStep(step, changes.get(idOf(step)) ?? [], calls.get(idOf(step)) ?? [])),
  ];
}

function spansOfStep(step: StoredStep, changes: StepEvent[], calls: StoredCall[]): TimelineSpan[] {
  const id = `step/${idOf(step)}`;
  const parts = stepParts(step, changes);
  const attempts = new Set(parts.map((part) => part.id));
  const called = calls.map((call) => {
    const attempt = `attempt/${idOf(step)}/${call.step_attempt}`;
    return callSpan(call, attempts.has(attempt) ? attempt : id);
  });
  const byParent = Map.groupBy(called, ({ parent_id }) => parent_id);
  return [
    {
      id,
      parent_id: taskSpanId,
      kind: 'step',
      name: step.name,
      start: new Date(step.queued_at),
      end: step.finished_at === null ? null : new Date(step.finished_at),
      outcome: step.status === 'queued' || step.status === 'running' ? null : step.status,
      attributes: present({ key: step.key, attempts: step.attempts, error: step.error }),
    },
    ...(byParent.get(id) ?? []),
    ...parts.flatMap((part) => [part, ...(byParent.get(part.id) ?? [])]),
  ];
}

const taskSpan = (task: StoredTimeline): TimelineSpan => ({
  id: taskSpanId,
  parent_id: null,
  kind: 'task',
  name: task.agent_type,
  start: task.created_at,
  end: task.finished_at,
  outcome: hasEnded(task.status) ? (task.status as 'completed' | 'failed' | 'cancelled') : null,
  attributes: present({
    provider: task.provider,
    model: task.model,
    input_tokens: task.input_tokens,
    output_tokens: task.output_tokens,
    cost_usd: task.cost_usd,
    degraded_reason: task.degraded_reason,
    error: task.error,
  }),
});

const callSpan = (call: StoredCall, parent_id: string): TimelineSpan => ({
  id: `call/${call.id}`,
  parent_id,
  kind: 'model_call',
  name: call.model === null ? call.provider : `${call.provider} ${call.model}`,
  start: new Date(Date.parse(call.at) - call.milliseconds),
  end: new Date(call.at),
  outcome: call.outcome,
  attributes: present({
    purpose: call.purpose,
    provider: call.provider,
    model: call.model,
    input_tokens: call.input_tokens,
    cached_input_tokens: call.cached_input_tokens,
    output_tokens: call.output_tokens,
    cost_usd: call.cost_usd,
    first_text_milliseconds: call.first_text_milliseconds,
    error: call.reason === null ? null : { code: call.reason },
  }),
});

const idOf = ({ name, key }: { name: string; key: string }): string => `${name}/${key}`;

/** Leaves out what is null. */
const present = (facts: { [Fact in keyof SpanFacts]: SpanFacts[Fact] | null }): SpanFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
