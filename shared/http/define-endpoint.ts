import type * as z from 'zod';
import type { Logger } from '../telemetry/logger.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The part of a request that an endpoint declares a schema for, as the schema gives it. */
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A decoded, validated request. */
export interface EndpointRequest<Params, Query, Headers, Body> {
  params: Params;
  query: Query;
  /** Only the declared headers, by their lower-case names. */
  headers: Headers;
  body: Body;
  requestId: string;
  logger: Logger;
  /** Aborted when the client goes away, and, for an endpoint that streams or waits, when the host stops. */
  signal: AbortSignal;
}

/** What an endpoint answers: a JSON body (or text with its own content type), or a stream of text. */
export interface EndpointReply {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON, unless `contentType` says otherwise; then it is a string. */
  body?: unknown;
  /** Chunks of text, or of its UTF-8, written as they come; `contentType` is required. */
  stream?: AsyncIterable<string | Uint8Array>;
  contentType?: string;
}

/** A declared answer: its schema (of JSON), or the content type of text; without either it has no body. */
export type ResponseDeclaration = z.ZodType | { contentType?: string; description: string };

export interface Endpoint<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Headers extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Ports = never,
> {
  method: Method;
  /** With `{name}` for a parameter: `/tasks/{id}`. */
  path: string;
  /** More paths that the same function answers, e.g. the files of its page. */
  otherPaths?: string[];
  summary: string;
  description?: string;
  tag: string;
  params?: Params;
  query?: Query;
  headers?: Headers;
  body?: Body;
  /** By status; several where the client chooses among content types, the usual one first. */
  response: Record<number, ResponseDeclaration | ResponseDeclaration[]>;
  /** Largest accepted body in bytes; `defaultBodyLimit` if absent. */
  bodyLimit?: number;
  /** Is it answered without a key, and as often as one asks? */
  open?: boolean;
  /** May the answer be a stream? On Lambda such a function answers through response streaming. */
  streams?: boolean;
  /** May the answer, or what it streams, wait for something to happen? It then comes, or ends, at once when its signal aborts. */
  waits?: boolean;
  handle(
    request: EndpointRequest<Parsed<Params>, Parsed<Query>, Parsed<Headers>, Parsed<Body>>,
    ports: Ports,
  ): Promise<EndpointReply>;
}

/** All of an endpoint but its code: enough to route to it and to document it. */
export type EndpointDeclaration = Omit<Endpoint, 'handle'>;

/** Largest body in bytes that an endpoint accepts if it says nothing else: 1 MiB. */
export const defaultBodyLimit = 1_048_576;

/** Declares an endpoint; the types of `handle` follow from its schemas. */
export function defineEndpoint<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Headers extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Ports = Record<never, never>,
>(endpoint: Endpoint<Params, Query, Headers, Body, Ports>): Endpoint<Params, Query, Headers, Body, Ports> {
  return endpoint;
}
