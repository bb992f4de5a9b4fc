/** The part of an API Gateway HTTP API event (payload version 2.0) that endpoints use. */
export interface HttpEvent {
  version: '2.0';
  rawPath: string;
  /** Without `?`, still percent-encoded. */
  rawQueryString: string;
  /** Names are lower-case. */
  headers: Record<string, string | undefined>;
  requestContext: { http: { method: string; path: string; sourceIp?: string } };
  /** Decoded. */
  pathParameters?: Record<string, string | undefined>;
  body?: string;
  isBase64Encoded: boolean;
}

/** What the host tells besides the event: Lambda its own context, the local host when the client goes away. */
export interface HttpContext {
  functionName?: string;
  signal?: AbortSignal;
}

/** A Lambda proxy result; a host that can stream writes `stream` in place of `body`. */
export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
  stream?: AsyncIterable<string | Uint8Array>;
}

/** A function's entry: never rejects because of the request. */
export type HttpHandler = (event: HttpEvent, context?: HttpContext) => Promise<HttpResult>;
