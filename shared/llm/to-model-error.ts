import { messageOf } from '../errors.ts';
import { hideSecret } from '../telemetry/hide-secret.ts';
import type { ErrorClass } from './language-model.ts';
import { ModelError } from './model-error.ts';
import { parseRetryAfter } from './parse-retry-after.ts';

const classOfStatus: Record<number, ErrorClass> = {
  401: 'authentication',
  402: 'quota_exhausted',
  403: 'permission_denied',
  404: 'not_found',
  408: 'timeout',
  429: 'rate_limited',
};

/** Some servers send a whole page as their error; it goes into rows, logs and what users read. */
const longestMessage = 500;
/** What of it is searched for the key. */
const longestRead = 10_000;

/** The status that both makers' types and codes of errors stand for, where they come without one: in a body or a stream. */
const statusOfType: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  insufficient_quota: 402,
  permission_error: 403,
  not_found_error: 404,
  model_not_found: 404,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
};

interface ErrorFields {
  code?: string | number | null;
  type?: string | null;
  message?: string;
  /** Anthropic's SDK gives the whole body. */
  error?: ErrorFields;
}

/** The part of both SDKs' errors that is used here; without a status and an error, no answer came. */
interface SdkError {
  status?: number;
  headers?: Headers;
  code?: string | null;
  error?: ErrorFields;
}

/** Maps what an SDK threw to a ModelError whose message does not hold `secret`, the key of the call. */
export function toModelError(thrown: unknown, secret: string): ModelError {
  const message = tellable(describe(thrown), secret);
  if (thrown instanceof ModelError) {
    const { error_class, retryable, retry_after_ms, usage } = thrown;
    return new ModelError(error_class, message, { retryable, retry_after_ms, usage });
  }
  if (thrown instanceof SyntaxError)
    return new ModelError('invalid_output', `The body is not JSON: ${message}`, { retryable: true });
  const { status: answered, headers, code, error } = (thrown ?? {}) as SdkError;
  const status = answered ?? (error && statusOf(error.error ?? error));
  if (status === undefined) return new ModelError('connection', message, { retryable: true });
  // OpenAI answers 429 for an empty account, too; waiting does not fill it.
  if (code === 'insufficient_quota') return new ModelError('quota_exhausted', message);
  const errorClass = classOfStatus[status] ?? (status >= 500 ? 'server_error' : 'bad_request');
  const retryable = status === 408 || status === 429 || status >= 500;
  return new ModelError(errorClass, message, {
    retryable,
    retry_after_ms: parseRetryAfter(headers?.get('retry-after') ?? null),
  });
}

function statusOf({ code, type }: ErrorFields): number {
  // Some gateways send the status as the code.
  if (Number(code) >= 400 && Number(code) < 600) return Number(code);
  return statusOfType[code ?? ''] ?? statusOfType[type ?? ''] ?? 500;
}

/** A provider's words as they may be told and stored: without the key, not too long, and of characters that every database takes. */
const tellable = (words: string, secret: string): string =>
  hideSecret(words.slice(0, longestRead), secret).slice(0, longestMessage).replaceAll('\0', '\ufffd').toWellFormed();

/** The message with those of its causes: a failed fetch tells the reason only there. */
function describe(thrown: unknown): string {
  const { status, error } = (thrown ?? {}) as SdkError;
  if (typeof error?.error?.message === 'string') return `${status ?? ''} ${error.error.message}`.trim();
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const words = messageOf(thrown);
  // Of a name with several addresses none of which answers, each failure is told apart, and of them all nothing.
  if (thrown instanceof AggregateError && !words) return thrown.errors.map(describe).join(', ');
  return cause ? `${words} (${describe(cause)})` : words;
}
