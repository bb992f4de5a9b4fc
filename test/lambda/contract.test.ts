import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractFunctions } from '../../shared/testing/contract-endpoints.ts';
import { contractEvent } from '../../shared/testing/contract-event.ts';
import { describeHttpContract, type WireRequest } from '../../shared/testing/http-contract.ts';
import { testEvent } from '../../shared/testing/invoke.ts';
import { bundleSource, contractSource } from './bundle-source.ts';
import { type LentFunction, lendFunction } from './lend-function.ts';
import { readAnswer } from './read-answer.ts';

const endless = `
  import { defineEndpoint } from './shared/http/define-endpoint.ts';
  import { lambdaHttp } from './shared/http/lambda-http.ts';
  const ticks = async function* (signal) {
    while (!signal.aborted) {
      yield 'data: tick\\n\\n';
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  export const endpoint = defineEndpoint({
    method: 'GET', path: '/ticks', tag: 'test', summary: 'Never ends', streams: true, response: {},
    handle: async ({ signal }) => ({ status: 200, contentType: 'text/event-stream', stream: ticks(signal) }),
  });
  export const handler = lambdaHttp(endpoint, {});`;

const lent = new Map<string, LentFunction>();
let folder: string;

/** Bundles a source as a function, and runs it under the runtime client. */
async function lend(name: string, contents: string): Promise<void> {
  await bundleSource(contents, join(folder, name));
  lent.set(name, await lendFunction(name, join(folder, name), { LOG_LEVEL: 'silent' }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-'));
  await Promise.all([...contractFunctions.map(({ name }) => lend(name, contractSource(name))), lend('ticks', endless)]);
});
afterAll(async () => {
  await Promise.all([...lent.values()].map((one) => one[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true, force: true });
});

const functionCalled = (name: string) => lent.get(name) as LentFunction;

describeHttpContract("a function under Lambda's runtime client", async (request: WireRequest) => {
  const { called, event } = contractEvent(request);
  return readAnswer(await functionCalled(called.name).invoke(event));
});

describe('a stream on Lambda', () => {
  test('is a streamed response, in the format of function URLs', async () => {
    const { event } = contractEvent({ path: '/stream' });
    const invocation = await functionCalled('stream').invoke(event);
    expect(invocation.streamed).toBe(true);
    expect(invocation.body.headers['content-type']).toBe('application/vnd.awslambda.http-integration-response');
    await readAnswer(invocation);
  });

  test('arrives as it is written, long before its end', async () => {
    const { body, drop } = await functionCalled('ticks').invoke(testEvent({ method: 'GET', path: '/ticks' }));
    let seen = '';
    for await (const chunk of body) {
      seen += chunk;
      if (seen.split('tick').length > 3) break;
    }
    drop();
    expect(seen).toMatch(/(data: tick\n\n){3}/);
  });
});
