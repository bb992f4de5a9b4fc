import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordOfAnswer, recordOfAttempt } from '../../shared/llm/call-record.ts';
import { placeholderAnswer } from '../../shared/llm/placeholder.ts';
import { storeCalls } from '../../shared/llm/store-calls.ts';
import { attemptOf } from '../../shared/testing/attempt-of.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
const { database } = lent;
afterAll(() => lent[Symbol.asyncDispose]());

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString().slice(0, 10);
const by = (agent: string) => ({ purpose: 'test', messages: [], caller: { agent } });
const read = async (query: Record<string, string> = {}) => (await invoke(endpoint, { database }, { query })).json;

beforeAll(async () => {
  const cheap = recordOfAttempt(attemptOf('openai', { cost_usd: 0.25 }), by('chat'));
  const dear = recordOfAttempt(attemptOf('anthropic', { cost_usd: 2 }), by('research'));
  const failed = attemptOf('openai', { outcome: 'error', error_class: 'timeout', usage: null, cost_usd: null });
  const placeholder = recordOfAnswer(placeholderAnswer([], 'no_key'), { purpose: 'test', messages: [] });
  const calls = [cheap, dear, recordOfAttempt(failed, by('chat')), placeholder ?? dear];
  await storeCalls(
    calls.map((call) => ({ ...call, age_ms: 0 })),
    { database },
  );
  const older = [1, 40].map((days) => ({ ...cheap, id: crypto.randomUUID(), age_ms: days * day }));
  await storeCalls(older, { database });
});

test('adds up the last 30 days by day', async () => {
  const usage = await read();
  expect(usage).toMatchObject({ group_by: 'day', from: ago(29), to: ago(0) });
  expect(usage.items).toMatchObject([
    { key: ago(1), calls: 1, cost_usd: 0.25, input_tokens: 100, cached_input_tokens: 40, output_tokens: 10 },
    { key: ago(0), calls: 3, failed: 1, degraded: 1, cost_usd: 2.25, cost_unknown: 0 },
  ]);
  expect(usage.total).toMatchObject({ calls: 4, failed: 1, degraded: 1, cost_usd: 2.5 });
});

test.each([
  ['provider', ['anthropic', 'openai', 'placeholder']],
  ['model', ['anthropic-model', 'openai-model', null]],
  ['agent', ['research', 'chat', null]],
])('adds up by %s, the dearest first', async (group_by, keys) => {
  const { items, total } = await read({ group_by });
  expect(items.map(({ key }: { key: string | null }) => key)).toEqual(keys);
  expect(items[1]).toMatchObject({ calls: 3, failed: 1, cost_usd: 0.5 });
  expect(total).toMatchObject({ calls: 4, cost_usd: 2.5 });
});

test('tells the days that are asked for, both ends included', async () => {
  const { items } = await read({ from: ago(40), to: ago(1) });
  expect(items.map(({ key }: { key: string }) => key)).toEqual([ago(40), ago(1)]);
});

test('says that nothing was used where nothing was', async () => {
  expect(await read({ from: '2020-01-01', to: '2020-01-31' })).toMatchObject({ items: [], total: { calls: 0 } });
});

test.each([
  [{ group_by: 'week' }, /group_by/],
  [{ from: 'yesterday' }, /from: must be a day \(UTC\) like 2026-11-25/],
  [{ from: '2026-02-30' }, /from: must be a day/],
  [{ from: '2026-02-02', to: '2026-02-01' }, /from: must not be after the last day, 2026-02-01/],
  [{ to: '0001-01-05' }, /to: must be a day after 1969/],
  [{ to: '0000-01-01' }, /to: must be a day after 1969/],
  [{ from: '2024-01-01', to: '2026-02-01' }, /from: must be less than 366 days before/],
])('refuses %j', async (query, detail) => {
  const { status, json } = await invoke(endpoint, { database }, { query });
  expect(status).toBe(400);
  expect(json.detail).toMatch(detail);
});
