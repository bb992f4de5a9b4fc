import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { Unavailable } from '../errors.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { attemptOf } from '../testing/attempt-of.ts';
import { lendDatabase } from '../testing/lend-database.ts';
import { createCallLog } from './call-log.ts';
import { type CallRecord, recordOfAnswer, recordOfAttempt } from './call-record.ts';
import { placeholderAnswer } from './placeholder.ts';
import { storeCalls } from './store-calls.ts';

const lent = await lendDatabase();
const { database } = lent;
afterAll(() => lent[Symbol.asyncDispose]());
beforeEach(() => database.execute('truncate llm_calls; truncate llm_usage'));

const task = '11111111-1111-4111-8111-111111111111';
const request = {
  purpose: 'test',
  messages: [],
  answer_id: '22222222-2222-4222-8222-222222222222',
  caller: { agent: 'research', task_id: task, step: 'research-plan', step_key: 'plan', step_attempt: 1 },
};
const failed = attemptOf('openai', { outcome: 'error', error_class: 'timeout', usage: null, cost_usd: null });
const sumsSql = `select provider, calls::integer, failed::integer, cached::integer, degraded::integer, cost_unknown::integer,
  input_tokens::integer, cost_usd from llm_usage order by provider`;

test('stores failed calls, good ones, answers given again and placeholders, with who asked, and adds them up', async () => {
  const log = createCallLog({ database, logger: () => silentLogger });
  const placeholder = placeholderAnswer([], 'no_key');
  log.add(recordOfAttempt(failed, request));
  log.add(recordOfAttempt(attemptOf('deepseek', { first_text_milliseconds: 50 }), request));
  log.add(recordOfAttempt(attemptOf('deepseek', { cost_usd: null }), request));
  log.add(
    recordOfAnswer(
      { ...placeholder, provider: 'deepseek', model: 'deepseek-model', cached: true },
      request,
    ) as CallRecord,
  );
  log.add(recordOfAnswer(placeholder, { purpose: 'chat', messages: [] }) as CallRecord);
  await log.flush();
  const { rows } = await database.query('select * from llm_calls order by created_at, provider, outcome');
  expect(rows).toHaveLength(5);
  expect(rows).toContainEqual(
    expect.objectContaining({
      answer_id: request.answer_id,
      task_id: task,
      step: 'research-plan',
      step_key: 'plan',
      step_attempt: 1,
      agent: 'research',
      provider: 'deepseek',
      outcome: 'ok',
      reason: null,
      input_tokens: 100,
      cached_input_tokens: 40,
      output_tokens: 10,
      cost_usd: 0.25,
      milliseconds: 200,
      first_text_milliseconds: 50,
    }),
  );
  expect(rows).toContainEqual(
    expect.objectContaining({ outcome: 'error', reason: 'timeout', input_tokens: null, cost_usd: null }),
  );
  expect(rows).toContainEqual(
    expect.objectContaining({ outcome: 'placeholder', reason: 'no_key', answer_id: placeholder.id }),
  );
  const zero = { calls: 0, failed: 0, cached: 0, degraded: 0, cost_unknown: 0, input_tokens: 0, cost_usd: 0 };
  expect((await database.query(sumsSql)).rows).toEqual([
    { ...zero, provider: 'deepseek', calls: 2, cached: 1, cost_unknown: 1, input_tokens: 200, cost_usd: 0.25 },
    { ...zero, provider: 'openai', calls: 1, failed: 1 },
    { ...zero, provider: 'placeholder', degraded: 1 },
  ]);
});

test('counts a call once however often it is written', async () => {
  const call = { ...recordOfAttempt(attemptOf('openai'), request), age_ms: 0 };
  await storeCalls([call], { database });
  await storeCalls([call, { ...call, id: crypto.randomUUID() }], { database });
  expect((await database.query(sumsSql)).rows).toMatchObject([{ calls: 2, cost_usd: 0.5 }]);
});

test('writes by itself, without being asked to', async () => {
  const written = Promise.withResolvers<void>();
  const watched: Database = {
    ...database,
    async query(text, values) {
      const result = await database.query<never>(text, values);
      written.resolve();
      return result;
    },
  };
  createCallLog({ database: watched, logger: () => silentLogger }).add(recordOfAttempt(failed, request));
  await written.promise;
  expect((await database.query(sumsSql)).rows).toHaveLength(1);
});

test('keeps calls while the database is out of reach, and stores them once it is back', async () => {
  let down = true;
  const shaky: Database = {
    ...database,
    query: (text, values) => (down ? Promise.reject(new Unavailable('down')) : database.query(text, values)),
  };
  const log = createCallLog({ database: shaky, logger: () => silentLogger });
  log.add(recordOfAttempt(attemptOf('openai'), request));
  await log.flush();
  log.add(recordOfAttempt(attemptOf('openai'), request));
  down = false;
  await log.flush();
  expect((await database.query(sumsSql)).rows).toMatchObject([{ calls: 2 }]);
});

test('loses a call that the database does not take, and none of the others', async () => {
  const log = createCallLog({ database, logger: () => silentLogger });
  log.add(recordOfAttempt(attemptOf('openai'), request));
  log.add(recordOfAttempt(attemptOf('nul\0'), request));
  log.add(recordOfAttempt(attemptOf('openai'), request));
  await log.flush();
  expect((await database.query(sumsSql)).rows).toMatchObject([{ provider: 'openai', calls: 2 }]);
});

test('two processes that write the same sums in another order both succeed', async () => {
  const calls = (providers: string[]) =>
    providers.map((provider) => ({ ...recordOfAttempt(attemptOf(provider), request), age_ms: 0 }));
  await Promise.all(
    Array.from({ length: 20 }, (_, turn) =>
      storeCalls(calls(turn % 2 ? ['a', 'b', 'c'] : ['c', 'b', 'a']), { database }),
    ),
  );
  expect((await database.query(sumsSql)).rows.map(({ calls: count }) => count)).toEqual([20, 20, 20]);
});
