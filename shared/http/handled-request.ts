import type { Logger } from '../telemetry/logger.ts';
import type { EndpointRequest } from './define-endpoint.ts';
import type { RequestParts } from './read-request.ts';

/** What `handle` gets; a class so that its logger, which costs as much as the decoding, is made only when asked for. */
export class HandledRequest implements EndpointRequest<never, never, never, never> {
  readonly params: never;
  readonly query: never;
  readonly headers: never;
  readonly body: never;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly #rootLogger: () => Logger;
  #logger: Logger | undefined;

  constructor(
    { params, query, headers, body }: RequestParts,
    requestId: string,
    signal: AbortSignal,
    rootLogger: () => Logger,
  ) {
    this.params = params as never;
    this.query = query as never;
    this.headers = headers as never;
    this.body = body as never;
    this.requestId = requestId;
    this.signal = signal;
    this.#rootLogger = rootLogger;
  }

  get logger(): Logger {
    this.#logger ??= this.#rootLogger().child({ request_id: this.requestId });
    return this.#logger;
  }
}
