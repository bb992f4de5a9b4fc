import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { Unavailable } from '../errors.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { attemptOf } from '../testing/attempt-of.ts';
import { fakeLanguageModel } from '../testing/fake-language-model.ts';
import { lendDatabase } from '../testing/lend-database.ts';
import { createCallLog } from './call-log.ts';
import { recordOfAttempt } from './call-record.ts';
import { createDailySpending } from './daily-spending.ts';
import { limitDailyCost } from './limit-daily-cost.ts';
import { storeCalls } from './store-calls.ts';

const lent = await lendDatabase();
const { database } = lent;
afterAll(() => lent[Symbol.asyncDispose]());
beforeEach(() => database.execute('truncate llm_calls; truncate llm_usage'));
// What a test has called is stored before the next one begins.
const flushes: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(flushes.splice(0).map((flush) => flush())));

const logger = () => silentLogger;
const request = { purpose: 'test', messages: [] };
const { signal } = new AbortController();
const call = (costUsd: number, ageMs = 0) => ({
  ...recordOfAttempt(attemptOf('openai', { cost_usd: costUsd }), request),
  age_ms: ageMs,
});
/** A process' limited model, whose calls cost 0.4 each; `flush` stores them. */
function process(budget: number, clock = { now: Date.now() }, queries: typeof database = database) {
  const calls = createCallLog({ database, logger });
  flushes.push(calls.flush);
  const fake = fakeLanguageModel(() => {
    calls.add(recordOfAttempt(attemptOf('openai', { cost_usd: 0.4 }), request));
    return { cost_usd: 0.4 };
  });
  const spending = createDailySpending({ database: queries, calls, logger, now: () => clock.now });
  return { llm: limitDailyCost(fake, budget, spending), fake, flush: calls.flush, clock };
}

test('calls are made until the budget of the day is used up; then the placeholder says so, whole and streamed', async () => {
  const { llm, fake } = process(1);
  for (let turn = 0; turn < 3; turn += 1) expect((await llm.generate(request, signal)).provider).toBe('fake');
  const refused = await llm.generate(request, signal);
  expect(refused).toMatchObject({ degraded: true, degraded_code: 'daily_budget_used_up', cost_usd: 0 });
  expect(refused.degraded_reason).toContain('LLM_DAILY_BUDGET_USD');
  const streamed = await Array.fromAsync(llm.stream(request, signal));
  expect(streamed.at(-1)).toMatchObject({ answer: { degraded_code: 'daily_budget_used_up' } });
  expect(fake.requests).toHaveLength(3);
});

test('what other processes have spent counts, from some seconds later on; what was spent yesterday does not', async () => {
  await storeCalls([call(100, 26 * 3_600_000), call(0.1)], { database });
  const { llm, clock } = process(1);
  expect((await llm.generate(request, signal)).provider).toBe('fake');
  await storeCalls([call(2)], { database });
  clock.now += 6_000;
  // The first one after that asks, and does not wait for the answer.
  await llm.generate(request, signal);
  await expect.poll(async () => (await llm.generate(request, signal)).degraded_code).toBe('daily_budget_used_up');
});

test('its own calls are not counted twice once they are stored', async () => {
  const { llm, flush, clock } = process(1);
  await llm.generate(request, signal);
  await flush();
  clock.now += 6_000;
  await llm.generate(request, signal);
  await flush();
  expect((await llm.generate(request, signal)).provider).toBe('fake');
});

test('calls under way count as much as the day’s average', async () => {
  await storeCalls([call(0.4)], { database });
  const finish = Promise.withResolvers<void>();
  const calls = createCallLog({ database, logger });
  const fake = fakeLanguageModel(async () => {
    await finish.promise;
    return { cost_usd: 0.4 };
  });
  const llm = limitDailyCost(fake, 1, createDailySpending({ database, calls, logger }));
  const underWay = [llm.generate(request, signal), llm.generate(request, signal)];
  await expect.poll(() => fake.requests.length).toBe(2);
  expect((await llm.generate(request, signal)).degraded_code).toBe('daily_budget_used_up');
  finish.resolve();
  await Promise.all(underWay);
});

test('a request is told what is left, so that no model without a known price is called', async () => {
  const { llm, fake } = process(1);
  await llm.generate({ ...request, left_usd: 0.5 }, signal);
  await llm.generate(request, signal);
  expect(fake.requests.map(({ left_usd }) => left_usd)).toEqual([0.5, 0.6]);
});

test('while the database is out of reach its own spending counts', async () => {
  const down = { ...database, query: () => Promise.reject(new Unavailable('down')) };
  const { llm } = process(0.7, undefined, down);
  await llm.generate(request, signal);
  await llm.generate(request, signal);
  expect((await llm.generate(request, signal)).degraded_code).toBe('daily_budget_used_up');
});

test('what was spent yesterday does not count today, though the database is out of reach', async () => {
  await storeCalls([call(100)], { database });
  let down = false;
  const query: typeof database.query = (text, values) =>
    down ? Promise.reject(new Unavailable('down')) : database.query(text, values);
  const { llm, clock } = process(0.7, undefined, { ...database, query });
  const ask = async () => (await llm.generate(request, signal)).degraded_code;
  expect(await ask()).toBe('daily_budget_used_up');
  down = true;
  for (let day = 1; day <= 2; day += 1) {
    clock.now += 86_400_000;
    expect([await ask(), await ask(), await ask()]).toEqual([undefined, undefined, 'daily_budget_used_up']);
  }
});

test('a sum that comes after midnight is not taken for that of the new day', async () => {
  await storeCalls([call(100)], { database });
  const clock = { now: Date.now() };
  let asked = 0;
  const query: typeof database.query = async (text, values) => {
    asked += 1;
    if (asked > 1) throw new Unavailable('down');
    const sum = await database.query<never>(text, values);
    clock.now += 86_400_000;
    return sum;
  };
  const { llm } = process(0.7, clock, { ...database, query });
  expect((await llm.generate(request, signal)).provider).toBe('fake');
  expect((await llm.generate(request, signal)).provider).toBe('fake');
  expect((await llm.generate(request, signal)).degraded_code).toBe('daily_budget_used_up');
});
