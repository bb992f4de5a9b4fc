import type {
  DegradedCode,
  ErrorClass,
  ModelAnswer,
  ModelAttempt,
  ModelRequest,
  ModelUsage,
} from './language-model.ts';

/**
 * A row of `llm_calls`: one call of a provider (`ok` or `error`; `skipped` where its breaker let none through), or an answer without a call: an earlier one given again
 * (`cached`) or the placeholder's. It holds nothing of what was asked or answered, and no provider's words.
 */
export interface CallRecord {
  id: string;
  answer_id: string | null;
  task_id: string | null;
  step: string | null;
  step_key: string | null;
  step_attempt: number | null;
  session_id: string | null;
  agent: string | null;
  purpose: string;
  provider: string;
  model: string | null;
  outcome: ModelAttempt['outcome'] | 'cached' | 'placeholder';
  /** Why it failed, or why no model answered. */
  reason: ErrorClass | DegradedCode | null;
  /** Null when the provider told none; of the placeholder too. */
  usage: ModelUsage | null;
  /** Null when it is not known; 0 where nothing was called. */
  cost_usd: number | null;
  milliseconds: number;
  first_text_milliseconds: number | null;
}

/** The row of a provider's call. */
export const recordOfAttempt = (attempt: ModelAttempt, request: ModelRequest): CallRecord => ({
  ...askedBy(request, request.answer_id ?? null),
  provider: attempt.provider,
  model: attempt.model,
  outcome: attempt.outcome,
  reason: attempt.error_class,
  usage: attempt.usage,
  cost_usd: attempt.cost_usd,
  milliseconds: attempt.milliseconds,
  first_text_milliseconds: attempt.first_text_milliseconds,
});

/** The row of an answer that no model gave now; undefined for one that a model did. */
export function recordOfAnswer(answer: ModelAnswer, request: ModelRequest): CallRecord | undefined {
  const { id, provider, model, cached, degraded_code = null } = answer;
  if (!cached && provider !== 'placeholder') return undefined;
  return {
    ...askedBy(request, id),
    provider,
    model,
    outcome: cached ? 'cached' : 'placeholder',
    reason: cached ? null : degraded_code,
    usage: null,
    cost_usd: 0,
    milliseconds: 0,
    first_text_milliseconds: null,
  };
}

const askedBy = ({ purpose, caller = {} }: ModelRequest, answerId: string | null) => ({
  id: crypto.randomUUID(),
  answer_id: answerId,
  task_id: caller.task_id ?? null,
  step: caller.step ?? null,
  step_key: caller.step_key ?? null,
  step_attempt: caller.step_attempt ?? null,
  session_id: caller.session_id ?? null,
  agent: caller.agent ?? null,
  purpose,
});
