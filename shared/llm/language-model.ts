import type * as z from 'zod';

export interface ModelMessage {
  role: 'user' | 'assistant';
  content: string;
}

/** For whom a call is made: what its cost is counted for. */
export interface ModelCaller {
  agent?: string;
  task_id?: string;
  step?: string;
  step_key?: string;
  step_attempt?: number;
  session_id?: string;
}

/** What a model is asked for. */
export interface ModelRequest {
  /** What the call is for, e.g. `research-plan`: for logs and metrics, never sent. */
  purpose: string;
  caller?: ModelCaller;
  /** The id that the answer gets; a new one if absent. */
  answer_id?: string;
  /** What the answer may cost, in USD: at 0 or less no model is called, and never one whose price is not known. */
  left_usd?: number;
  /** May an earlier answer to the same request be given again? */
  cache?: boolean;
  system?: string;
  messages: ModelMessage[];
  maxOutputTokens?: number;
  /** Sent to the models that take it, left out for the others. */
  temperature?: number;
  /** Texts at which the answer ends. */
  stop?: string[];
  /** The answer must be one JSON object of this schema. Providers are told as far as they know how; `generateObject` checks. */
  schema?: z.ZodType;
}

/** Tokens of one call or of several; the cached input tokens are part of the input tokens. */
export interface ModelUsage {
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
}

/** What kind of failure a model call met; a bounded set, fit for a metric's label. */
export type ErrorClass =
  | 'bad_request'
  | 'authentication'
  | 'permission_denied'
  | 'not_found'
  | 'quota_exhausted'
  | 'rate_limited'
  | 'server_error'
  | 'timeout'
  | 'connection'
  | 'invalid_output'
  | 'refused'
  | 'aborted'
  | 'unexpected'
  /** Not called, because its last calls failed. */
  | 'circuit_open'
  /** Not called, because too many calls to it are under way. */
  | 'overloaded';

/** One call of one provider, as it went; `skipped` where it was the provider's turn and no call was made. */
export interface ModelAttempt {
  provider: string;
  model: string;
  outcome: 'ok' | 'error' | 'skipped';
  error_class: ErrorClass | null;
  error: string | null;
  milliseconds: number;
  /** Milliseconds until the first text came; null when none did, or when the answer came in one piece. */
  first_text_milliseconds: number | null;
  /** Null when the provider reported none. */
  usage: ModelUsage | null;
  /** Null when the usage or the model's price is not known. */
  cost_usd: number | null;
}

/** Why an answer is degraded; a bounded set, fit for a metric's label. */
export type DegradedCode =
  | 'no_key'
  | 'switched_off'
  | 'misconfigured'
  | 'all_failed'
  | 'budget_used_up'
  | 'daily_budget_used_up'
  | 'price_unknown'
  /** A model began, and nobody went on with it. */
  | 'broke_off'
  /** A model answered twice in another form than the one that was asked for. */
  | 'wrong_form';

/** What a model answered, and who it was. */
export interface ModelAnswer {
  /** A UUID; the stored calls behind the answer carry it. */
  id: string;
  text: string;
  /** `length` when the text is cut: at the token limit, or, in a degraded answer, where its stream broke. */
  finish_reason: 'stop' | 'length';
  /** `openai`, `deepseek`, `anthropic`, or `placeholder` when no provider answered. */
  provider: string;
  /** Null for the placeholder. */
  model: string | null;
  /** Of all attempts together, as far as they reported it. */
  usage: ModelUsage;
  /** Of all attempts together; a model without a known price counts 0, and its attempt says null. */
  cost_usd: number;
  degraded: boolean;
  degraded_reason: string | null;
  degraded_code?: DegradedCode;
  /** Is this an earlier answer, given again at no cost? */
  cached: boolean;
  attempts: ModelAttempt[];
}

/** What happens while an answer is streamed. */
export type ModelEvent =
  /** The next piece of the text. */
  | { type: 'delta'; text: string }
  /** The stream broke; another call goes on with the text where it stopped. Nothing that was sent is void. */
  | { type: 'continued'; provider: string; model: string; reason: string }
  /** The last one; `answer.text` is all deltas together. */
  | { type: 'end'; answer: ModelAnswer };

/**
 * The port to language models. An answer always comes, in the end the placeholder's; only an aborted signal rejects,
 * with the signal's reason.
 */
export interface LanguageModel {
  generate(request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>;
  /** The same, piece by piece; the calls begin when the first event is asked for, and stop when the iterator is closed. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, void>;
  /** Resolves when the calls made so far are stored, where they are, or when that was tried in vain; never rejects. */
  stored?(): Promise<void>;
}
