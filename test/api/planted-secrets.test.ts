import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discoverFunctions } from '../../local/discover-functions.ts';
import type { Database } from '../../shared/database/database.ts';
import { openPglite } from '../../shared/database/pglite.ts';
import { findLeaks, plantSecret } from '../../shared/testing/find-leaks.ts';
import { lendDataFolder } from '../../shared/testing/lend-data-folder.ts';
import { lendPostgres, testServer } from '../../shared/testing/lend-database.ts';
import { echoWays, lendEchoingProvider } from '../../shared/testing/lend-echoing-provider.ts';
import { unusedUrl } from '../../shared/testing/lend-faulty-provider.ts';
import { lendOtlpReceiver } from '../../shared/testing/lend-otlp-receiver.ts';
import { type LentProcess, lendProcess } from '../../shared/testing/lend-process.ts';
import { researchDocument } from '../../shared/testing/lend-research-model.ts';
import { taskClient } from '../../shared/testing/task-client.ts';

const named = (names: string[]) => Object.fromEntries(names.map((name) => [name, plantSecret(name)]));
const keys = named(['OPENAI_API_KEY', 'DEEPSEEK_API_KEY', 'ANTHROPIC_API_KEY', 'OPENAI_COMPATIBLE_API_KEY']);
const others = named([
  'OPENAI_ORG_ID',
  'METRICS_TOKEN',
  'the key of a client',
  'a key with a slip',
  'Redis',
  'Postgres',
]);
const secrets = { ...keys, ...others, ...named(['in an address', 'OTLP']) };
const secret = (name: string) => secrets[name] ?? '';
const inUrl = (name: string) => encodeURIComponent(secret(name));
const anyPorts = { PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'trace' };

/** A Redis that knows no command, and repeats the arguments of each, as Redis does. */
async function lendEchoingRedis() {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) =>
      socket.write(`-ERR unknown command, with args beginning with: ${String(bytes).replaceAll(/\s+/g, ' ')}\r\n`),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { host: `127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

/** Every row of every table, as JSON. */
async function allRows(database: Database): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')",
  );
  const contents = await Promise.all(tables.map(({ name }) => database.query(`select * from ${name}`)));
  return JSON.stringify(tables.map(({ name }, index) => ({ name, rows: contents[index]?.rows })));
}

describe('planted secrets, while providers repeat the keys in their errors,', () => {
  const stack = new AsyncDisposableStack();
  let provider: Awaited<ReturnType<typeof lendEchoingProvider>>;
  let receiver: Awaited<ReturnType<typeof lendOtlpReceiver>>;
  let api: LentProcess;
  /** Everything that was answered, with its headers. */
  const answers: string[] = [];
  let metrics = '';
  let rows = '';

  async function send(
    url: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': secret('the key of a client'), ...headers },
      body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
    });
    const said = `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;
    answers.push(said);
    return said;
  }

  async function useEverything(url: string): Promise<void> {
    const { endpoints } = await discoverFunctions();
    await send(url, '/documents', [researchDocument]);
    await send(url, '/analysis', { data: 'month,sales\n2024-01,1\n2024-02,2', analysis_type: 'trend' });
    const client = taskClient(() => url, secret('the key of a client'));
    const input = { data: 'a,b\n1,2\n2,4', analysis_type: 'statistical' };
    const ids = [await client.post('人工智能与医疗'), await client.post('why', { agent_type: 'analysis', input })];
    for (const id of ids) {
      await client.waitForEnd(id);
      for (const part of ['', '/events', '/timeline']) await send(url, `/tasks/${id}${part}`);
    }
    for (const way of echoWays) {
      // An answer that is right, for a change, keeps the first provider's breaker closed.
      await send(url, '/chat', { message: 'echo: nothing', stream: way === 'json' });
      for (const stream of [false, true]) {
        await send(url, '/chat', { message: `echo: ${way}`, stream });
        const messages = [{ role: 'user', content: `echo: ${way}` }];
        // What a model says, its refusals too, is passed on unread.
        if (way !== 'refusal') await send(url, '/v1/chat/completions', { model: 'default', messages, stream });
      }
    }
    const plain = endpoints.filter(({ endpoint }) => endpoint.method === 'GET' && !/\{|^\/events/.test(endpoint.path));
    for (const { endpoint } of plain) await send(url, endpoint.path);
    const slip = secret('a key with a slip').replace('"', '');
    await send(url, '/tasks', undefined, { 'x-api-key': slip });
    await send(url, '/tasks', undefined, { 'x-api-key': '', authorization: `Bearer ${slip}` });
    await send(url, `/tasks?api_key=${encodeURIComponent(slip)}`);
    await send(url, '/chat', { message: 'x', api_key: 1 }, { authorization: 'Basic dXNlcg==' });
  }

  beforeAll(async () => {
    provider = stack.use(await lendEchoingProvider());
    receiver = stack.use(await lendOtlpReceiver());
    const redis = stack.use(await lendEchoingRedis());
    const { path: folder } = stack.use(await lendDataFolder());
    const lent = testServer ? stack.use(await lendPostgres(testServer)) : undefined;
    // A server that trusts takes any password.
    const database =
      lent && Object.assign(new URL(lent.url), { password: new URL(lent.url).password || inUrl('Postgres') });
    api = stack.use(
      await lendProcess('local/start.ts', {
        ...anyPorts,
        ...receiver.environment,
        ...keys,
        ...(database ? { DATABASE_URL: database.href } : { DATA_DIR: folder }),
        OPENAI_ORG_ID: secret('OPENAI_ORG_ID'),
        METRICS_TOKEN: secret('METRICS_TOKEN'),
        API_KEYS: `tester:${secret('the key of a client')}`,
        RATE_LIMIT_PER_MINUTE: '100000',
        REDIS_URL: `redis://:${inUrl('Redis')}@${redis.host}`,
        OPENAI_BASE_URL: provider.url,
        LLM_BASE_URL: provider.url,
        ANTHROPIC_BASE_URL: provider.url,
        OPENAI_COMPATIBLE_BASE_URL: provider.url,
        LLM_MODEL_OPENAI_COMPATIBLE: 'some-model',
        OTEL_EXPORTER_OTLP_HEADERS: `x-token=${inUrl('OTLP')}`,
        OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
      }),
    );
    const url = await api.printed(/API {7}(\S+)/);
    await useEverything(url);
    metrics = await (await fetch(await api.printed(/Metrics {3}(\S+)/))).text();
    await api.kill('SIGTERM');
    const stored = lent?.database ?? (await openPglite(folder));
    rows = await allRows(stored);
    if (!lent) await stored.close();
  }, 180_000);
  afterAll(() => stack.disposeAsync());

  test('reach the providers, each its own key only, however it comes back', () => {
    for (const way of echoWays)
      expect(provider.calls.filter((call) => call.includes(`echo: ${way}"`)).length, way).toBeGreaterThan(0);
    for (const call of provider.calls) expect(findLeaks(call, { ...keys, ...others }).length).toBeLessThanOrEqual(2);
    for (const name of Object.keys(keys)) {
      const own = provider.calls.filter((call) => findLeaks(call, { key: secret(name) }).length);
      expect(own.length, name).toBeGreaterThan(echoWays.length);
      for (const call of own) expect(findLeaks(call, { ...keys, [name]: '' })).toEqual([]);
    }
  });

  test('are in no answer', () => {
    expect(answers.join('\n')).toContain('Incorrect API key provided: ***');
    for (const answer of answers) expect(findLeaks(answer, secrets)).toEqual([]);
  });

  test('are in no line of the log', () => {
    expect(api.output()).toContain('model call failed');
    expect(api.output()).toContain('Redis refuses commands');
    expect(findLeaks(api.output(), secrets)).toEqual([]);
  });

  test('are in no row', () => {
    expect(rows).toContain('Incorrect API key provided: ***');
    expect(findLeaks(rows, secrets)).toEqual([]);
  });

  test('are in no metric and no span', () => {
    expect(metrics).toContain('gen_ai_client_operation_duration_seconds_count');
    expect(findLeaks(metrics, secrets)).toEqual([]);
    expect(receiver.spans.some(({ name }) => name.startsWith('chat '))).toBe(true);
    expect(findLeaks(JSON.stringify(receiver.spans), secrets)).toEqual([]);
  });
});

test('a system whose settings hold secrets in the wrong places says what is wrong, and nothing of them', async () => {
  await using folder = await lendDataFolder();
  await using aggregator = await lendEchoingProvider();
  const address = (name: string) => `http://user:${inUrl('in an address')}@127.0.0.1:9/${name}`;
  await using system = await lendProcess('local/start.ts', {
    ...anyPorts,
    ...keys,
    OPENAI_COMPATIBLE_API_KEY: '',
    DATA_DIR: folder.path,
    LLM_BASE_URL: address('v1'),
    OPENAI_BASE_URL: `${address('v1')}?key=${inUrl('in an address')}`,
    HTTPS_PROXY: address(''),
    METRICS_PUSH_URL: aggregator.url,
    METRICS_TOKEN: secret('METRICS_TOKEN'),
    REDIS_URL: `redis://:${inUrl('Redis')}@${new URL(await unusedUrl()).host}`,
  });
  const url = await system.printed(/API {7}(\S+)/);
  await system.printed(/(metrics cannot be pushed)/);
  const answers: string[] = [];
  for (const path of ['/debug/llm', '/health', '/usage']) answers.push(await (await fetch(url + path)).text());
  answers.push(await (await taskClient(() => url).call('/chat', { message: 'hello' })).text());
  expect(answers[0]).toContain('OPENAI_BASE_URL holds a user, a password or a query');
  expect(answers.at(-1)).toContain('OPENAI_BASE_URL holds a user, a password or a query');
  for (const text of [...answers, system.output()]) expect(findLeaks(text, secrets)).toEqual([]);
});

describe('a start that is refused says what is wrong, and shows nothing of the secrets in it:', () => {
  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>, RegExp]>([
    [
      'values of no valid form',
      () => ({
        DATABASE_URL: `mysql://user:${inUrl('Postgres')}@host/agents`,
        REDIS_URL: `http://:${inUrl('Redis')}@host`,
        METRICS_TOKEN: secret('METRICS_TOKEN').slice(0, 15),
        METRICS_PUSH_URL: `http://user:${inUrl('in an address')}@host:9100`,
        LLM_BASE_URL: `user:${inUrl('in an address')}@host/v1`,
        OTEL_EXPORTER_OTLP_ENDPOINT: `user:${inUrl('OTLP')} @host`,
      }),
      /METRICS_PUSH_URL.*METRICS_TOKEN.*DATABASE_URL.*REDIS_URL.*LLM_BASE_URL.*OTEL_EXPORTER_OTLP_ENDPOINT/,
    ],
    [
      'names and keys that were swapped',
      () => ({ API_KEYS: `${secret('the key of a client').replaceAll(/\W/g, '')}:alice` }),
      /^API_KEYS: entry 1: .*at least 16 characters/,
    ],
    [
      'a database that is not there',
      async () => ({ DATABASE_URL: `postgresql://user:${inUrl('Postgres')}@${new URL(await unusedUrl()).host}/none` }),
      /^The database /,
    ],
    ['parts of one without a server', () => ({ POSTGRES_PASSWORD: secret('Postgres') }), /without POSTGRES_HOST/],
    [
      'a file of another kind',
      async () => ({ DATABASE_URL_FILE: await fileOf(`PASSWORD=${secret('Postgres')}`) }),
      /must hold one line that looks like/,
    ],
  ])('%s', async (_what, environmentOf, line) => {
    await using folder = await lendFolder();
    const environment = { ...anyPorts, ...keys, DATA_DIR: folder.path, ...(await environmentOf()) };
    await using refused = await lendProcess('local/start.ts', environment);
    expect(await refused.exited, refused.output()).toEqual({ code: 1, signal: null });
    expect(refused.output()).toMatch(line);
    expect(findLeaks(refused.output(), secrets)).toEqual([]);
  });
});

async function lendFolder() {
  const path = await mkdtemp(join(tmpdir(), 'data-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function fileOf(content: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'secret-')), 'url');
  await writeFile(file, content);
  return file;
}
