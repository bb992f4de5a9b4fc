import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { discoverFunctions } from '../../local/discover-functions.ts';
import { prepareDatabase } from '../../shared/agents/prepare-database.ts';
import { testEvent } from '../../shared/testing/invoke.ts';
import { lendPostgres, testServer } from '../../shared/testing/lend-database.ts';
import { lendModelServer } from '../../shared/testing/lend-model-server.ts';
import { requests, stable } from './compared-requests.ts';
import { type LentFunction, lendFunction } from './lend-function.ts';
import { readAnswer } from './read-answer.ts';

const dist = join(import.meta.dirname, '../../dist');
const { functions } = JSON.parse(await readFile(join(dist, 'catalogue.json'), 'utf8')) as {
  functions: { name: string; kind: 'endpoint' | 'step' | 'schedule' }[];
};
const named = (kind: string) => functions.filter((one) => one.kind === kind).map(({ name }) => name);
const { endpoints } = await discoverFunctions();

const stack = new AsyncDisposableStack();
const lent = new Map<string, Promise<LentFunction>>();
let environment: Record<string, string>;

/** A function of `dist`, started at its first use. */
function functionCalled(name: string): Promise<LentFunction> {
  const started =
    lent.get(name) ?? lendFunction(name, join(dist, 'functions', name), environment).then((one) => stack.use(one));
  lent.set(name, started);
  return started;
}

const call = async (name: string, event: unknown) => (await functionCalled(name)).invoke(event);

beforeAll(async () => {
  if (!testServer) throw new Error('Set TEST_DATABASE_URL: functions on Lambda have no embedded database.');
  const { database, url } = stack.use(await lendPostgres(testServer));
  await prepareDatabase({ database });
  // Lambda's own API: an invocation "later" is one of the functions here.
  const lambda = stack.adopt(
    createServer((request, response) => {
      const [, name = ''] = /\/functions\/agents-([^/]+)\/invocations$/.exec(request.url ?? '') ?? [];
      request.resume();
      call(name, {}).then(
        ({ body }) => body.resume(),
        () => {},
      );
      response.writeHead(202).end();
    }).listen(0, '127.0.0.1'),
    (server) => void server.close().closeAllConnections(),
  );
  await once(lambda, 'listening');
  vi.stubEnv('DATABASE_URL', url);
  environment = {
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
    STEP_FUNCTION_PREFIX: 'agents-',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
  };
});
afterAll(() => stack.disposeAsync());

test.each(endpoints)('the bundle of $name answers as its source does', async ({ name, endpoint, handler }) => {
  for (const [what, request] of requests) {
    // Good requests of this one get a stream without an end.
    if (name === 'events' && !request.query && !request.method) continue;
    const params = Object.fromEntries(
      [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => [parameter, 'x']),
    );
    const event = testEvent(endpoint, { params, ...request });
    const { statusCode, headers, body = '', stream } = await handler(event, { functionName: name });
    const chunks = [body];
    for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk).toString());
    const expected = stable({ status: statusCode, headers, text: chunks.join('') });
    expect(stable(await readAnswer(await call(name, event))), `${name}: ${what}`).toEqual(expected);
  }
});

test.each(named('step'))('the bundle of %s ends at once where its queue is empty', async (name) => {
  const { body } = await call(name, {});
  expect(await body.toArray().then((chunks) => Buffer.concat(chunks).toString())).toBe('null');
});

const json = { 'content-type': 'application/json; charset=utf-8' };

/** What a request to an endpoint is to its function. */
function eventFor(name: string, request: object) {
  const found = endpoints.find((one) => one.name === name);
  if (!found) throw new Error(`There is no endpoint ${name}.`);
  return testEvent(found.endpoint, request);
}

/** A function that has a provider's key, and that provider's model before it. */
async function functionWithKey(name: string, provider: string, model: { environment: Record<string, string> }) {
  const key = { [`${provider.toUpperCase()}_API_KEY`]: 'any' };
  return lendFunction(name, join(dist, 'functions', name), { ...environment, ...model.environment, ...key });
}

test.each(['openai', 'deepseek', 'anthropic'])('the bundle of chat finds the SDK of %s beside it', async (provider) => {
  await using model = await lendModelServer(() => '你好！');
  await using chat = await functionWithKey('chat', provider, model);
  const { text } = await readAnswer(
    await chat.invoke(eventFor('chat', { headers: json, body: { message: '在吗？' } })),
  );
  expect(JSON.parse(text)).toMatchObject({ reply: '你好！', provider, degraded: false });
  expect(model.calls.map(({ prompt }) => prompt)).toEqual(['在吗？']);
});

test.each(['openai', 'anthropic'])(
  "the bundle of a step asks %s for an object of the step's shape",
  async (provider) => {
    const query = `写给${provider}的问题`;
    await using model = await lendModelServer(() => ({ status: 400, message: 'seen' }));
    await using create = await lendFunction('create-task', join(dist, 'functions/create-task'), {
      ...environment,
      STEP_FUNCTION_PREFIX: '',
    });
    await using plan = await functionWithKey('research-plan', provider, model);
    const body = { query, agent_type: 'research' };
    const accepted = await readAnswer(await create.invoke(eventFor('create-task', { headers: json, body })));
    expect(accepted.status).toBe(202);
    expect(await (await plan.invoke({})).body.toArray()).toEqual([Buffer.from('null')]);
    expect(model.calls.map(({ prompt }) => prompt)).toEqual([expect.stringContaining(query)]);
  },
);

test('a task goes from its post to its report, each function waking the next', async () => {
  const body = { query: '人工智能在医疗领域的应用前景', agent_type: 'research', input: { questions: 2 } };
  const accepted = await readAnswer(await call('create-task', eventFor('create-task', { headers: json, body })));
  expect(accepted.status).toBe(202);
  const { task_id } = JSON.parse(accepted.text);
  await vi.waitFor(
    async () => {
      const { text } = await readAnswer(await call('get-task', eventFor('get-task', { params: { id: task_id } })));
      expect(JSON.parse(text)).toMatchObject({ status: 'completed', query: body.query });
    },
    { timeout: 40_000, interval: 250 },
  );
});

test.each(named('schedule'))('the bundle of %s does its work', async (name) => {
  const { body } = await call(name, {});
  expect(Buffer.concat(await body.toArray()).toString()).toBe('null');
});
