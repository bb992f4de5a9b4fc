import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Database } from '../../shared/database/database.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendMeteredSystem } from '../../shared/testing/lend-metered-system.ts';
import { lendModelServer, type ModelCall, type ModelServerReply } from '../../shared/testing/lend-model-server.ts';
import type { LentProcess } from '../../shared/testing/lend-process.ts';
import { researchDocument } from '../../shared/testing/lend-research-model.ts';
import { answerResearch } from '../../shared/testing/research-model.ts';
import { readMetrics, type Scraped, scrape, sumsBy } from '../../shared/testing/scrape.ts';

const slots = 4;
const answer = (call: ModelCall): ModelServerReply =>
  call.system.includes('results of a data analysis')
    ? { text: '{"answer":"好。","findings":[]}', usage: { input_tokens: 30, output_tokens: 3 } }
    : answerResearch(call);
const patience = { timeout: 90_000, interval: 250 };

type Sums = Record<string, number>;

type System = Awaited<ReturnType<typeof lendMeteredSystem>>;

/** Posts tasks of two agents, one of ten a research task. */
const post = ({ client }: System, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, number) =>
      number % 10 === 0
        ? client.post(`人工智能与医疗 ${number}`)
        : client.post(`哪个多 ${number}`, {
            agent_type: 'analysis',
            input: { analysis_type: 'statistical', data: 'a,b\n1,2\n3,5\n4,9' },
          }),
    ),
  );

const untilAllEnded = ({ database }: System) =>
  vi.waitFor(async () => {
    const { rowCount } = await database.query("select from tasks where status in ('queued', 'processing') limit 1");
    expect(rowCount).toBe(0);
  }, patience);

/** Rows of a text and a number as an object. */
async function sums(database: Database, text: string): Promise<Sums> {
  const { rows } = await database.query<{ key: string; sum: number }>(text);
  return Object.fromEntries(rows.map(({ key, sum }) => [key, sum]));
}

/** What only the database knows is counted from rows, here in other words; a scrape may tell what was read a little before. */
const expectCounted = (system: System) => vi.waitFor(() => compareRows(system), patience);

async function compareRows({ database, metricsUrl }: System) {
  const { counts } = await scrape(metricsUrl);
  const seen = (name: string, ...labels: string[]) => sumsBy(counts, name, labels);
  const tasks = await sums(database, 'select agent_type as key, count(*)::int as sum from tasks group by 1');
  expect(seen('multi_agent_tasks_created_total', 'agent')).toEqual(tasks);
  const finished = await sums(
    database,
    "select agent_type || ' ' || status as key, count(*)::int as sum from tasks where finished_at is not null group by 1",
  );
  expect(seen('multi_agent_tasks_finished_total', 'agent', 'outcome')).toEqual(finished);
  expect(seen('multi_agent_task_duration_seconds_count', 'agent', 'outcome')).toEqual(finished);
  expect(seen('multi_agent_task_wait_seconds_count', 'agent')).toEqual(tasks);
  const waits = await sums(
    database,
    'select agent_type as key, sum(extract(epoch from started_at - created_at))::float8 as sum from tasks group by 1',
  );
  for (const [agent, seconds] of Object.entries(seen('multi_agent_task_wait_seconds_sum', 'agent')))
    expect(seconds).toBeCloseTo(waits[agent] ?? 0, 6);
  expect(seen('multi_agent_steps_finished_total', 'step', 'outcome')).toEqual(
    await sums(
      database,
      "select name || ' ' || status as key, count(*)::int as sum from steps where finished_at is not null group by 1",
    ),
  );
  expect(seen('multi_agent_steps_attempted_total', 'step')).toEqual(
    await sums(database, 'select name as key, sum(attempts)::int as sum from steps group by 1'),
  );
  expect(seen('multi_agent_stored_model_calls_total', 'agent', 'outcome')).toMatchObject(
    await sums(
      database,
      "select agent || ' ' || outcome as key, count(*)::int as sum from llm_calls where outcome in ('ok', 'error') group by 1",
    ),
  );
  const spent = await sums(database, 'select agent as key, sum(cost_usd) as sum from llm_calls group by 1');
  for (const [agent, usd] of Object.entries(seen('multi_agent_stored_model_cost_usd_total', 'agent')))
    expect(usd).toBeCloseTo(spent[agent] ?? 0, 9);
  const cost = await sums(database, 'select agent_type as key, sum(cost_usd) as sum from tasks group by 1');
  for (const [agent, usd] of Object.entries(seen('multi_agent_task_cost_usd_total', 'agent')))
    expect(usd).toBeCloseTo(cost[agent] ?? 0, 9);
}

/** Attempts of steps, however they ended: on a busy machine a step whose worker seems dead runs again. */
const attempts = ({ counts }: Pick<Scraped, 'counts'>): Sums =>
  sumsBy(counts, 'multi_agent_step_attempts_total', ['step']);
const begun = ({ database }: System) =>
  sums(database, 'select name as key, sum(attempts)::int as sum from steps group by 1 having sum(attempts) > 0');
const calls = ({ counts }: Pick<Scraped, 'counts'>): number =>
  sumsBy(counts, 'gen_ai_client_operation_duration_seconds_count', ['gen_ai_provider_name']).openai ?? 0;
const storedCalls = async ({ database }: System): Promise<number> =>
  (await sums(database, "select 'calls' as key, count(*)::int as sum from llm_calls where outcome in ('ok', 'error')"))
    .calls ?? 0;
const total = (all: Sums): number => Object.values(all).reduce((sum, one) => sum + one, 0);

/** Until every process has pushed what it did, counters of processes that live are exactly the rows. */
const expectAllPushed = (system: System) =>
  vi.waitFor(async () => {
    const scraped = await scrape(system.metricsUrl);
    expect(attempts(scraped)).toEqual(await begun(system));
    expect(calls(scraped)).toBe(await storedCalls(system));
    const tokens = await sums(
      system.database,
      "select 'input' as key, sum(input_tokens)::int as sum from llm_calls union all select 'output', sum(output_tokens)::int from llm_calls",
    );
    expect(sumsBy(scraped.counts, 'gen_ai_client_token_usage_sum', ['gen_ai_token_type'])).toEqual(tokens);
    const spent = await sums(system.database, "select 'openai' as key, sum(cost_usd) as sum from llm_calls");
    expect(sumsBy(scraped.counts, 'multi_agent_model_cost_usd_total', ['provider']).openai).toBeCloseTo(
      spent.openai ?? 0,
      9,
    );
  }, patience);

/** Scrapes all the time; tells which counts have ever gone down, or away while the database answered. */
function watchCounts(url: string) {
  const seen = new Map<string, number>();
  const faults: string[] = [];
  let scrapes = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      const scraped = await scrape(url).catch(() => undefined);
      if (scraped) {
        scrapes += 1;
        for (const [id, value] of seen) {
          const now = scraped.counts.get(id);
          const absent = now === undefined && scraped.gauges.get('multi_agent_database_up') === 1;
          if (absent || (now !== undefined && now < value)) faults.push(`${id}: ${value}, then ${now}`);
        }
        for (const [id, value] of scraped.counts) seen.set(id, value);
      }
      await delay(200);
    }
  })();
  return async () => {
    over = true;
    await watching;
    return { scrapes, faults };
  };
}

/** What of killed workers' attempts the aggregator had not been told: those that they logged, less those that they had pushed. */
async function unpushed(killed: LentProcess[], { database }: System, killedAt: string): Promise<number> {
  // All others have pushed since.
  const rows = await vi.waitFor(async () => {
    const found = await database.query<{ counts: string }>(
      "select counts from metric_counts where instance <> '' and kept_at <= $1::timestamptz",
      [killedAt],
    );
    expect(found.rows).toHaveLength(killed.length);
    return found.rows;
  }, patience);
  const pushed = rows.map(({ counts }) =>
    total(attempts(readMetrics(`# TYPE multi_agent_step_attempts_total counter\n${counts}`))),
  );
  const logged = killed.map((one) => one.output().match(/"msg":"step"/g)?.length ?? 0);
  return logged.reduce((sum, one) => sum + one, 0) - pushed.reduce((sum, one) => sum + one, 0);
}

describe.runIf(testServer)('on Postgres', () => {
  test('counters are the rows, whoever is killed and although the aggregator is started again, and never go down', async () => {
    await using model = await lendModelServer(answer);
    const environment = { ...model.environment, OPENAI_API_KEY: 'any', LLM_PROVIDER: 'openai', LOG_LEVEL: 'info' };
    await using system = await lendMeteredSystem(4, { ...environment, WORKER_SLOTS: `${slots}` });
    const { workers, database, metricsUrl } = system;
    await system.client.addDocuments([researchDocument]);
    const stopWatching = watchCounts(metricsUrl);

    await post(system, 200);
    await untilAllEnded(system);
    await expectAllPushed(system);
    await expectCounted(system);

    const before = total(await begun(system));
    await post(system, 300);
    await vi.waitFor(async () => expect(total(await begun(system))).toBeGreaterThan(before + 150), patience);
    const killed = workers.slice(0, 2);
    for (const worker of killed) expect(await worker.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    const { rows } = await database.query<{ now: string }>('select now()::text');
    await system.restartAggregator();
    await untilAllEnded(system);

    const missing = await unpushed(killed, system, rows[0]?.now ?? '');
    // Each worker that was killed had begun an attempt, or not logged its end yet, for each of its slots.
    const underWay = killed.length * slots;
    await vi.waitFor(async () => {
      const scraped = await scrape(metricsUrl);
      const [steps, stored] = [total(await begun(system)), await storedCalls(system)];
      const told = { steps: total(attempts(scraped)), calls: calls(scraped) };
      expect(told.steps).toBeGreaterThanOrEqual(steps - missing - underWay);
      expect(told.steps).toBeLessThanOrEqual(steps);
      expect(told.calls).toBeGreaterThanOrEqual(stored - missing - underWay);
      expect(told.calls).toBeLessThanOrEqual(stored + underWay);
      process.stdout.write(
        `attempts: ${steps} rows, ${told.steps} counted; calls: ${stored} rows, ${told.calls} counted; not pushed by the killed: ${missing} attempts\n`,
      );
    }, patience);
    await expectCounted(system);
    expect(await sums(database, 'select status as key, count(*)::int as sum from tasks group by 1')).toEqual({
      completed: 500,
    });
    const { scrapes, faults } = await stopWatching();
    expect(faults).toEqual([]);
    expect(scrapes).toBeGreaterThan(20);
  }, 300_000);
});
