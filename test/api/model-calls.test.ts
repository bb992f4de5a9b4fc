import { expect, test } from 'vitest';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendModelServer } from '../../shared/testing/lend-model-server.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';

type Hosts = Awaited<ReturnType<typeof lendHosts>>;

async function read(hosts: Hosts, path: string) {
  const response = await fetch(hosts.url() + path);
  return response.json() as Promise<Record<string, never> & { items: Record<string, number>[]; total: object }>;
}
const say = async (hosts: Hosts, message: string, more: object = {}) => {
  const answer = await hosts.client.call('/chat', { message, ...more });
  return (await answer.json()) as Record<string, unknown>;
};
const usage = async (hosts: Hosts, groupBy: string) => (await read(hosts, `/usage?group_by=${groupBy}`)).items;

test('every call is stored: failed ones and their fallback, streamed ones, answers given again, those of steps', async () => {
  await using model = await lendResearchModel();
  await using failing = await lendModelServer(() => ({ status: 401, message: 'no' }));
  await using hosts = await lendHosts({
    ...model.environment,
    OPENAI_BASE_URL: failing.environment.OPENAI_BASE_URL,
    DEEPSEEK_API_KEY: 'any',
  });
  await hosts.client.addDocuments([researchDocument]);
  const answer = await say(hosts, '你好', { cache: true });
  expect(answer).toMatchObject({ provider: 'deepseek', attempts: [{ provider: 'openai' }, { provider: 'deepseek' }] });
  expect(await say(hosts, '你好', { cache: true })).toMatchObject({ cached: true, cost_usd: 0 });
  await (await hosts.client.call('/chat', { message: '再说一次', stream: true })).text();
  await expect
    .poll(() => usage(hosts, 'agent'))
    .toMatchObject([{ key: 'chat', calls: 4, failed: 2, cached: 1, input_tokens: 200, output_tokens: 20 }]);
  const id = await hosts.client.post('人工智能在医疗领域的应用');
  const task = (await hosts.client.waitForEnd(id)) as unknown as { usage: object; cost_usd: number };
  // The rows of its calls are there no later than the task's end.
  const [research] = await usage(hosts, 'agent');
  expect(research).toMatchObject({ key: 'research', ...task.usage });
  expect(research?.cost_usd).toBeCloseTo(task.cost_usd, 12);
  expect(task.cost_usd).toBeGreaterThan(0);
  if (!hosts.database) return;
  const { rows } = await hosts.database.query<{ step: string }>(
    "select distinct step from llm_calls where task_id = $1 and step_key <> '' and step_attempt = 1 order by 1",
    [id],
  );
  expect(rows.map(({ step }) => step)).toEqual(['research-analyze', 'research-plan', 'research-report']);
  const answers = await hosts.database.query(
    'select outcome, reason from llm_calls where answer_id = $1 order by created_at',
    [
      (
        await hosts.database.query<{ answer_id: string }>(
          'select answer_id from session_messages where answer_id is not null order by created_at limit 1',
        )
      ).rows[0]?.answer_id,
    ],
  );
  expect(answers.rows).toEqual([
    { outcome: 'error', reason: 'authentication' },
    { outcome: 'ok', reason: null },
    { outcome: 'cached', reason: null },
  ]);
});

test('once the budget of the day is used up no model is called: chats and tasks say so, and tasks finish', async () => {
  await using model = await lendResearchModel();
  await using hosts = await lendHosts({ ...model.environment, LLM_DAILY_BUDGET_USD: '0.0000001' });
  await hosts.client.addDocuments([researchDocument]);
  expect(await say(hosts, '你好')).toMatchObject({ provider: 'openai', degraded: false });
  const reason = expect.stringContaining('LLM_DAILY_BUDGET_USD');
  expect(await say(hosts, '你好')).toMatchObject({
    degraded: true,
    degraded_reason: reason,
    cost_usd: 0,
    attempts: [],
  });
  const streamed = await (await hosts.client.call('/chat', { message: '你好', stream: true })).text();
  expect(streamed).toContain('LLM_DAILY_BUDGET_USD');
  const id = await hosts.client.post('人工智能在医疗领域的应用');
  expect(await hosts.client.waitForEnd(id)).toMatchObject({
    status: 'completed',
    degraded: true,
    degraded_reason: reason,
    cost_usd: 0,
  });
  const { total } = await read(hosts, '/usage?group_by=provider');
  expect(total).toMatchObject({ calls: 1, failed: 0 });
});

test('a budget never calls a model whose price is not known, and says that this is why', async () => {
  await using model = await lendModelServer(() => 'an answer');
  await using hosts = await lendHosts({ ...model.environment, OPENAI_API_KEY: 'any', LLM_MODEL: 'our-own-model' });
  const id = await hosts.client.post('人工智能在医疗领域的应用', { max_cost_usd: 1 });
  const reason = expect.stringContaining('is not known');
  expect(await hosts.client.waitForEnd(id)).toMatchObject({
    status: 'completed',
    degraded: true,
    degraded_reason: reason,
  });
  expect(model.calls).toEqual([]);
});
