import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discoverFunctions } from '../../local/discover-functions.ts';
import { lendDataFolder } from '../../shared/testing/lend-data-folder.ts';
import { lendPostgres, testServer } from '../../shared/testing/lend-database.ts';
import { type LentProcess, lendProcess } from '../../shared/testing/lend-process.ts';

const task = { query: '人工智能与医疗', input: { questions: 2 } };
const data = 'month,sales\n2024-01,1\n2024-02,2\n2024-03,4';
const message = { role: 'user', content: '你好' };
const completion = { model: 'default', messages: [message] };

/** What is asked of each endpoint that calls a model; a new one of them needs a line here. */
const asked: [name: string, path: string, body: object][] = [
  ['a chat', '/chat', { message: '你好' }],
  ['a streamed chat', '/chat', { message: '你好', stream: true }],
  ['an analysis', '/analysis', { data, analysis_type: 'trend' }],
  ['a research task', '/tasks', { ...task, agent_type: 'research' }],
  ['an analysis task', '/tasks', { query: 'trend?', agent_type: 'analysis', input: { data, analysis_type: 'trend' } }],
  ['a completion', '/v1/chat/completions', completion],
  ['a streamed completion', '/v1/chat/completions', { ...completion, stream: true }],
];

const { endpoints } = await discoverFunctions();
const paths = new Set(endpoints.map(({ endpoint }) => endpoint.path));

/** Whether a function's entry hands a live model to its endpoint. */
const callsModel = ({ name }: { name: string }): boolean =>
  /shared\/llm\/(\w+\/)?live\.ts/.test(
    readFileSync(new URL(`../../functions/${name}/index.ts`, import.meta.url), 'utf8'),
  );

describe('without a key', () => {
  const stack = new AsyncDisposableStack();
  let system: LentProcess;
  let url: string;
  let metricsUrl: string;

  beforeAll(async () => {
    const database = testServer
      ? { DATABASE_URL: stack.use(await lendPostgres(testServer)).url }
      : { DATA_DIR: stack.use(await lendDataFolder()).path };
    system = stack.use(await lendProcess('local/start.ts', { PORT: '0', METRICS_PORT: '0', ...database }));
    url = await system.printed(/API {7}(\S+)/);
    metricsUrl = await system.printed(/Metrics {3}(\S+)/);
  });
  afterAll(() => stack.disposeAsync());

  /** How often the metric of degraded answers has counted this reason. */
  async function counted(): Promise<number> {
    const text = await (await fetch(metricsUrl)).text();
    return Number(/^multi_agent_model_degraded_answers_total\{reason="no_key"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  }

  test('every endpoint that reads answers', async () => {
    for (const { endpoint } of endpoints.filter(
      ({ endpoint: { method, path } }) => method === 'GET' && !/\{/.test(path),
    )) {
      const response = await fetch(url + endpoint.path.replace('/search', '/search?q=x'));
      expect(response.status, endpoint.path).toBe(200);
      await response.body?.cancel();
    }
    const told = await (await fetch(`${url}/debug/llm`)).json();
    expect(told).toMatchObject({ detected: { provider: 'placeholder' }, warnings: [{ code: 'no_key' }], probe: null });
  });

  test('every endpoint that calls a model is asked here', () => {
    const known = new Set(['/debug/llm', '/v1/models', ...asked.map(([, path]) => path)]);
    const calling = endpoints.filter(callsModel).map(({ endpoint }) => endpoint.path);
    expect(calling).toContain('/chat');
    expect(calling.filter((path) => !known.has(path))).toEqual([]);
  });

  test.each(asked.filter(([, path]) => paths.has(path)))(
    '%s is answered, says that it is degraded and why, and is counted',
    async (_name, path, body) => {
      const before = await counted();
      const headers = { 'content-type': 'application/json', prefer: 'wait=30' };
      const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(response.status).toBe(200);
      const answer = await response.text();
      expect(answer).toContain('"degraded":true');
      expect(answer).toContain('No language model is configured: set OPENAI_API_KEY');
      expect(await counted()).toBeGreaterThan(before);
    },
  );

  test('the log says so, and what to set, once', () => {
    const said = system
      .output()
      .split('\n')
      .filter((line) => line.includes('answers are degraded'));
    expect(said.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', code: 'no_key', reason: expect.stringContaining('set OPENAI_API_KEY') },
    ]);
  });
});
