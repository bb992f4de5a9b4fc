import type { ErrorClass, ModelUsage } from './language-model.ts';

export interface ModelErrorDetails {
  retryable?: boolean;
  retry_after_ms?: number | null;
  /** Of a call that was paid for although its answer is of no use. */
  usage?: ModelUsage | null;
  cause?: unknown;
}

/** Why a model call failed, and whether the same call may be tried again (and after how many milliseconds). */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly error_class: ErrorClass;
  readonly retryable: boolean;
  readonly retry_after_ms: number | null;
  readonly usage: ModelUsage | null;

  constructor(errorClass: ErrorClass, message: string, details: ModelErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.error_class = errorClass;
    this.retryable = details.retryable ?? false;
    this.retry_after_ms = details.retry_after_ms ?? null;
    this.usage = details.usage ?? null;
  }
}
