import type { StoredStep } from './read-task.ts';
import type { StepEvent } from './read-timeline.ts';
import type { TimelineSpan } from './timeline-span.ts';

const outcomes = {
  'step.completed': 'completed',
  'step.failed': 'failed',
  'step.retrying': 'failed',
  'step.released': 'released',
} as const;

const lost = {
  code: 'worker_lost',
  message: 'Its worker ended without an answer; that was noticed when the next attempt began, at the latest.',
};

/** A step's waits and attempts, one after the other, from its events in their order; pure. */
export function stepParts(step: StoredStep, changes: StepEvent[]): TimelineSpan[] {
  const of = `${step.name}/${step.key}`;
  const parts: TimelineSpan[] = [];
  const begin = (kind: 'queue' | 'attempt', number: number, at: string, attributes: TimelineSpan['attributes']) =>
    parts.push({
      id: `${kind}/${of}/${number}`,
      parent_id: `step/${of}`,
      kind,
      name: step.name,
      start: new Date(at),
      end: null,
      outcome: null,
      attributes,
    });
  let waits = 0;
  const wait = (at: string, attributes: TimelineSpan['attributes'] = {}) => {
    waits += 1;
    begin('queue', waits, at, attributes);
  };
  /** Ends the part that lasts, if one does. */
  const end = (at: string, outcome: TimelineSpan['outcome'], error: StepEvent['error'] = null) => {
    const last = parts.at(-1);
    if (!last || last.end) return;
    Object.assign(last, { end: new Date(at), outcome });
    if (error) last.attributes.error = error;
  };

  wait(step.queued_at);
  for (const { type, attempt, error, retry_in_seconds, at: told } of changes) {
    // The step knows when its first attempt began: the event of that comes a little later.
    const at = type === 'step.started' && attempt === 1 ? (step.started_at ?? told) : told;
    if (type === 'step.started') {
      if (parts.at(-1)?.kind === 'attempt') end(at, 'lost', lost);
      else end(at, 'started');
      begin('attempt', attempt, at, { attempt });
    } else {
      end(at, outcomes[type], error);
      if (type === 'step.retrying') wait(at, retry_in_seconds === null ? {} : { retry_in_seconds });
      if (type === 'step.released') wait(at);
    }
  }
  if (step.finished_at !== null) end(step.finished_at, 'cancelled');
  return parts;
}
