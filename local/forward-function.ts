import { buffer } from 'node:stream/consumers';
import { AppError, Unavailable } from '../shared/errors.ts';
import type { HttpEvent, HttpHandler, HttpResult } from '../shared/http/http-event.ts';
import { logger } from '../shared/telemetry/logger.ts';
import type { ApiFunction } from './sort-functions.ts';

/** Where Lambda's images, and the emulator in them, take invocations. */
const invocations = '/2015-03-31/functions/function/invocations';

/**
 * The function with its work done elsewhere: each event goes to the Lambda image at `address`, in which {name} stands for
 * the function's name. A client that goes away closes the connection to the image; the runtime client in it does not
 * notice, so that the invocation runs to its end.
 */
export function forwardFunction(one: ApiFunction, address: string): ApiFunction {
  const url = address.replaceAll('{name}', one.name) + invocations;
  const handler: HttpHandler = async (event, { signal } = {}) => {
    const response = await invoke(one.name, url, event, signal);
    if (!one.endpoint.streams) return readResult(one.name, await buffer(response));
    return readStreamed(one.name, response);
  };
  return { ...one, handler };
}

async function invoke(name: string, url: string, event: HttpEvent, signal?: AbortSignal) {
  const request = { method: 'POST', body: JSON.stringify(event), ...(signal && { signal }) };
  const response = await fetch(url, request).catch((cause: unknown) => {
    throw new Unavailable(`The function ${name} cannot be reached: it is starting or stopped. Try again.`, { cause });
  });
  if (response.ok && response.body && !response.headers.has('x-amz-function-error')) return response.body;
  logger().error({ function: name, status: response.status, error: await response.text() }, 'an invocation failed');
  throw failure(`The function ${name} failed, and its log says why.`);
}

/** A streamed answer: a prelude in JSON, eight NULs, the body; or a result as it is of functions that do not stream. */
async function readStreamed(name: string, body: AsyncIterable<Uint8Array>): Promise<HttpResult> {
  const chunks = body[Symbol.asyncIterator]();
  let begin = Buffer.alloc(0);
  let mark = -1;
  while (mark < 0) {
    const { done, value } = await chunks.next();
    if (done) return readResult(name, begin);
    begin = Buffer.concat([begin, value]);
    mark = begin.indexOf('\0'.repeat(8));
  }
  const prelude = readResult(name, begin.subarray(0, mark));
  const stream = textOf(begin.subarray(mark + 8), { [Symbol.asyncIterator]: () => chunks });
  return isEventStream(prelude) ? { ...prelude, stream } : whole(prelude, stream);
}

const isEventStream = ({ statusCode, headers }: HttpResult): boolean =>
  statusCode === 200 && Boolean(headers['content-type']?.startsWith('text/event-stream'));

/** What is no stream is answered in one piece, with its length. */
async function whole(prelude: HttpResult, stream: AsyncIterable<string>): Promise<HttpResult> {
  const body = (await Array.fromAsync(stream)).join('');
  if (prelude.statusCode === 204) return { ...prelude, body };
  return { ...prelude, headers: { ...prelude.headers, 'content-length': String(Buffer.byteLength(body)) }, body };
}

async function* textOf(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  if (first.length > 0) yield decoder.decode(first, { stream: true });
  for await (const chunk of rest) yield decoder.decode(chunk, { stream: true });
}

function readResult(name: string, bytes: Buffer): HttpResult {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw failure(`The function ${name} gave no answer that is one of HTTP.`, cause);
  }
}

const failure = (message: string, cause?: unknown): AppError =>
  new AppError('function_failed', 502, message, { cause });
