/** An error that a provider sent as the body of a 200, or in the middle of a stream: `error` is what the body says of it. */
export class ErrorBody extends Error {
  override readonly name = 'ErrorBody';
  readonly error: object;
  constructor(error: object) {
    super('message' in error ? String(error.message) : JSON.stringify(error));
    this.error = error;
  }
}

/** Throws the error that a body holds, if it holds one. */
export function throwErrorBody(body: unknown): void {
  const error = (body as { error?: unknown } | null | undefined)?.error;
  if (error && typeof error === 'object') throw new ErrorBody(error);
  if (error && typeof error === 'string') throw new ErrorBody({ message: error });
}
