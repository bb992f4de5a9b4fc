export const spanKinds = ['task', 'queue', 'step', 'attempt', 'model_call'] as const;

/** How a span ended: a task and a step, a wait, an attempt, a call of a model. */
export const spanOutcomes = [
  ...(['completed', 'failed', 'cancelled'] as const),
  ...(['started'] as const),
  ...(['released', 'lost'] as const),
  ...(['ok', 'error', 'skipped', 'cached', 'placeholder'] as const),
];

/** Something of a task that took time, or takes it. */
export interface TimelineSpan {
  id: string;
  parent_id: string | null;
  kind: (typeof spanKinds)[number];
  name: string;
  start: Date;
  /** Null while it lasts. */
  end: Date | null;
  /** Null while it lasts. */
  outcome: (typeof spanOutcomes)[number] | null;
  attributes: SpanFacts;
}

/** What is known of a span besides; what does not apply to it, or is not known, is left out. */
export interface SpanFacts {
  key?: string;
  attempt?: number;
  attempts?: number;
  retry_in_seconds?: number;
  purpose?: string;
  provider?: string;
  model?: string;
  input_tokens?: number;
  cached_input_tokens?: number;
  output_tokens?: number;
  cost_usd?: number;
  first_text_milliseconds?: number;
  degraded_reason?: string;
  error?: { code: string; message?: string };
}
