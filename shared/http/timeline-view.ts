import * as z from 'zod';
import type { StoredTimeline } from '../tasks/read-timeline.ts';
import { taskStatuses } from '../tasks/task-status.ts';
import { spanKinds, spanOutcomes } from '../tasks/timeline-span.ts';
import { timelineSpans } from '../tasks/timeline-spans.ts';
import { parseTraceparent } from '../telemetry/trace-context.ts';

const Time = z.iso.datetime();

const Facts = z.object({
  key: z.string().optional().describe('Tells a step from its siblings of the same name.'),
  attempt: z.int().optional(),
  attempts: z.int().optional(),
  retry_in_seconds: z.number().optional().describe('How much of a wait was to let pass before another attempt.'),
  purpose: z.string().optional().describe('What a model was called for.'),
  provider: z.string().optional(),
  model: z.string().optional(),
  input_tokens: z.int().optional(),
  cached_input_tokens: z.int().optional().describe('Part of the input tokens.'),
  output_tokens: z.int().optional(),
  cost_usd: z.number().optional().describe('Absent where the usage or the price is not known.'),
  first_text_milliseconds: z.number().optional(),
  degraded_reason: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string().optional(), step: z.string().optional() }).optional(),
});

const SpanView = z.object({
  id: z.string(),
  parent_id: z.string().nullable().describe('Null for the task itself.'),
  kind: z.enum(spanKinds).describe('`queue` is a wait of a step, `attempt` a run of it.'),
  name: z.string().describe('Of the agent, of the step, or of the provider and its model.'),
  start: Time,
  end: Time.nullable().describe('Null while it lasts.'),
  outcome: z
    .enum(spanOutcomes)
    .nullable()
    .describe(
      'Null while it lasts. Of a wait: `started` where an attempt followed. Of an attempt: `released` where a worker that stopped gave it back, `lost` where it died. Of a call: `skipped`, `cached` and `placeholder` called no model.',
    ),
  attributes: Facts.describe('What does not apply, or is not known, is absent.'),
});

/** How a task went, as the API shows it. */
export const TimelineView = z.object({
  task_id: z.uuid(),
  status: z.enum(taskStatuses),
  trace_id: z.string().nullable().describe('Names it in logs and traces; null for a task from before it was traced.'),
  as_of: Time.describe('When this was read: until then, what has no end has lasted.'),
  spans: z.array(SpanView).describe('Each after its parent.'),
});

/** How the API shows a task's timeline. */
export const viewTimeline = (timeline: StoredTimeline): z.input<typeof TimelineView> => ({
  task_id: timeline.id,
  status: timeline.status,
  trace_id: parseTraceparent(timeline.traceparent)?.trace_id ?? null,
  as_of: timeline.as_of.toISOString(),
  spans: timelineSpans(timeline).map((span) => ({
    ...span,
    start: span.start.toISOString(),
    end: span.end?.toISOString() ?? null,
  })),
});
