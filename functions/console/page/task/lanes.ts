import type { ServerEvent } from '../api/parse-events.ts';

/** A part of a step's life; `to` is null while it lasts. */
export interface Span {
  kind: 'waiting' | 'running';
  from: number;
  to: number | null;
  /** Of a running one: which attempt it is, and how it ended. */
  attempt?: number;
  outcome?: 'completed' | 'failed' | 'retrying' | 'released' | 'cancelled';
  error?: { code: string; message: string };
  retrySeconds?: number;
}

/** A step over time. */
export interface Lane {
  name: string;
  key: string;
  spans: Span[];
}

const outcomes: Record<string, NonNullable<Span['outcome']>> = {
  'step.completed': 'completed',
  'step.failed': 'failed',
  'step.retrying': 'retrying',
  'step.released': 'released',
};

/** What a task's events, in their order, tell of its steps, in the order in which these were queued. */
export function lanesOf(events: ServerEvent[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const { type, data } of events) {
    const at = Date.parse(data.at);
    if (type === 'task.created' || type === 'steps.queued') {
      for (const { name, key } of data.steps ?? [])
        lanes.set(`${name} ${key}`, { name, key, spans: [{ kind: 'waiting', from: at, to: null }] });
    } else if (/^task\.(completed|failed|cancelled)$/.test(type)) {
      for (const { spans } of lanes.values()) end(spans, at, { outcome: 'cancelled' });
    } else {
      const spans = lanes.get(`${data.name} ${data.key}`)?.spans;
      if (spans) take(spans, type, at, data);
    }
  }
  return [...lanes.values()];
}

function take(spans: Span[], type: string, at: number, data: ServerEvent['data']): void {
  const outcome = outcomes[type];
  if (type === 'step.started') {
    // A worker that died left the attempt before open.
    end(spans, at, { outcome: 'failed' });
    spans.push({ kind: 'running', from: at, to: null, attempt: data.attempt });
  } else if (outcome) {
    end(spans, at, {
      outcome,
      ...(data.error && { error: data.error }),
      ...(data.retry_in_seconds !== undefined && { retrySeconds: data.retry_in_seconds }),
    });
    if (outcome === 'retrying' || outcome === 'released') spans.push({ kind: 'waiting', from: at, to: null });
  }
}

/** Ends the span that lasts, if one does; how a running one ended is told with it. */
function end(spans: Span[], at: number, told: Partial<Span>): void {
  const last = spans.at(-1);
  if (last?.to !== null) return;
  last.to = at;
  if (last.kind === 'running') Object.assign(last, told);
}

/** How long a step waited and ran in all, in milliseconds, until `now`. */
export function sumUp({ spans }: Lane, now: number): { waited: number; ran: number; attempts: number } {
  const sum = (kind: Span['kind']) =>
    spans.filter((span) => span.kind === kind).reduce((all, { from, to }) => all + ((to ?? now) - from), 0);
  return {
    waited: sum('waiting'),
    ran: sum('running'),
    attempts: spans.filter(({ kind }) => kind === 'running').length,
  };
}
