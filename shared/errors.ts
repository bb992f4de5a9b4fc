/** One invalid place of a request: `path` is a JSON pointer or a parameter's name. */
export interface Violation {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  cause?: unknown;
  /** May the same call succeed later, unchanged? */
  retryable?: boolean;
  violations?: Violation[];
  headers?: Record<string, string>;
  /** Seconds after which a repeated call makes sense. */
  retryAfterSeconds?: number;
}

/** An error that knows its stable code, its HTTP status and whether a repeat may help; its message is for users. */
export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly retryable: boolean;
  readonly violations: Violation[];
  readonly headers: Record<string, string>;
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = status;
    this.retryable = options.retryable ?? false;
    this.violations = options.violations ?? [];
    this.headers = { ...options.headers };
    if (options.retryAfterSeconds !== undefined) this.headers['retry-after'] = String(options.retryAfterSeconds);
  }
}

/** The caller sent something that cannot be accepted (400). */
export class InvalidRequest extends AppError {
  override readonly name = 'InvalidRequest';
  constructor(message: string, options: AppErrorOptions & { code?: string; status?: number } = {}) {
    super(options.code ?? 'invalid_request', options.status ?? 400, message, options);
  }
}

/** What was asked for does not exist (404). */
export class NotFound extends AppError {
  override readonly name = 'NotFound';
  constructor(message: string, options: AppErrorOptions = {}) {
    super('not_found', 404, message, options);
  }
}

/** The state of the resource does not allow the operation (409). */
export class Conflict extends AppError {
  override readonly name = 'Conflict';
  constructor(message: string, options: AppErrorOptions = {}) {
    super('conflict', 409, message, options);
  }
}

/** A part that the operation needs is down for now (503). */
export class Unavailable extends AppError {
  override readonly name = 'Unavailable';
  constructor(message: string, options: AppErrorOptions = {}) {
    super('unavailable', 503, message, { retryable: true, retryAfterSeconds: 1, ...options });
  }
}

/** Why the process cannot start or go on as configured; printed as one line, without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
