import { PassThrough, type Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { metrics } from '../telemetry/metrics.ts';
import { testEvent } from '../testing/invoke.ts';
import { defineEndpoint } from './define-endpoint.ts';
import type { HttpContext, HttpEvent } from './http-event.ts';
import { lambdaHttp } from './lambda-http.ts';

type Streamed = (event: HttpEvent, output: Writable, context: HttpContext) => Promise<void>;
const lambda = globalThis as { awslambda?: unknown };

/** The global that Lambda's runtime has, noting what metadata the answer was given. */
function standInRuntime() {
  const metadata: { statusCode: number; headers: Record<string, string> }[] = [];
  lambda.awslambda = {
    streamifyResponse: (handler: Streamed) => handler,
    HttpResponseStream: {
      from(output: Writable, given: (typeof metadata)[number]) {
        metadata.push(given);
        return output;
      },
    },
  };
  return metadata;
}

let written: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'stream');
  written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  lambda.awslambda = undefined;
  vi.unstubAllEnvs();
  written.mockRestore();
});

const endpointOf = (make: (signal: AbortSignal) => AsyncIterable<string>) =>
  defineEndpoint({
    method: 'GET',
    path: '/stream',
    tag: 'test',
    summary: 'Streams',
    streams: true,
    response: {},
    handle: async ({ signal }) => ({ status: 200, contentType: 'text/event-stream', stream: make(signal) }),
  });

async function* twoChunks() {
  yield 'data: 一\n\n';
  yield 'data: 2\n\n';
}

describe('a streaming endpoint on Lambda', () => {
  test('answers through the response stream, with its status and headers', async () => {
    const metadata = standInRuntime();
    const endpoint = endpointOf(twoChunks);
    const handler = lambdaHttp(endpoint, {}) as unknown as Streamed;
    const output = new PassThrough();
    const read = text(output);
    await handler(testEvent(endpoint), output, { functionName: 'stream' });
    expect(await read).toBe('data: 一\n\ndata: 2\n\n');
    expect(metadata).toMatchObject([
      { statusCode: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' } },
    ]);
  });

  test('writes what was measured in a stream with the invocation that made it', async () => {
    standInRuntime();
    const endpoint = endpointOf(async function* () {
      yield 'one';
      metrics().modelCost.inc({ provider: 'openai', model: 'm' }, 1.5);
      yield 'two';
    });
    const output = new PassThrough().resume();
    await (lambdaHttp(endpoint, {}) as unknown as Streamed)(testEvent(endpoint), output, { functionName: 'stream' });
    expect(written.mock.calls.join('')).toContain(':1.5');
  });

  test('answers a refused request whole', async () => {
    const metadata = standInRuntime();
    const endpoint = endpointOf(twoChunks);
    const handler = lambdaHttp(endpoint, {}) as unknown as Streamed;
    const output = new PassThrough();
    const read = text(output);
    await handler(testEvent(endpoint, { query: 'x=1' }), output, {});
    expect(JSON.parse(await read)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(metadata[0]?.statusCode).toBe(400);
    expect(metadata[0]?.headers['content-length']).toBeUndefined();
  });

  test('breaks the connection when the stream breaks', async () => {
    standInRuntime();
    const endpoint = endpointOf(async function* () {
      yield 'one';
      throw new Error('broken');
    });
    const handler = lambdaHttp(endpoint, {}) as unknown as Streamed;
    const output = new PassThrough().resume();
    await handler(testEvent(endpoint), output, {});
    expect(output.destroyed).toBe(true);
  });
});
