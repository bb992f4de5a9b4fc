import { describe, expect, test, vi } from 'vitest';
import { discoverFunctions } from '../../local/discover-functions.ts';
import { agents } from '../../shared/agents/catalogue.ts';
import type { Database } from '../../shared/database/database.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendMeteredSystem } from '../../shared/testing/lend-metered-system.ts';
import { type Scraped, scrape, sumsBy } from '../../shared/testing/scrape.ts';

const patience = { timeout: 60_000, interval: 500 };
const storedTasks = 8000;
const hostileRequests = 2000;
/** Stands in every value that a client made up. */
const mark = 'zzhostile';
const madeUp = (number: number) => `${mark}-${number}-${'"\\{}=,\n'.repeat(number % 3)}é`;

/** Requests of clients that send what nobody has thought of: agents, models, paths, methods, names of all kinds. */
const requests: ((number: number) => {
  path: string;
  method?: string;
  body?: object;
  headers?: Record<string, string>;
})[] = [
  (n) => ({ path: '/tasks', body: { query: madeUp(n), agent_type: madeUp(n) } }),
  (n) => ({ path: '/tasks', body: { query: madeUp(n), metadata: { [madeUp(n)]: madeUp(n) } } }),
  (n) => ({ path: '/tasks', body: { query: 'q', input: { [madeUp(n)]: n } } }),
  (n) => ({ path: `/${encodeURIComponent(madeUp(n))}` }),
  (n) => ({ path: `/tasks/${encodeURIComponent(madeUp(n))}/timeline` }),
  (n) => ({ path: `/tasks?agent_type=${encodeURIComponent(madeUp(n))}` }),
  (n) => ({ path: '/tasks', method: ['PUT', 'PATCH', 'PROPFIND', 'LINK'][n % 4] ?? 'PUT' }),
  (n) => ({ path: '/chat', body: { message: madeUp(n), model: madeUp(n), agent_type: madeUp(n) } }),
  (n) => ({ path: '/v1/chat/completions', body: { model: madeUp(n), messages: [{ role: 'user', content: 'q' }] } }),
  (n) => ({ path: '/usage', headers: { 'x-request-id': `${mark}-${n}`, 'user-agent': `${mark}-${n}` } }),
];

async function sendHostile(url: string, from: number, to: number): Promise<Set<number>> {
  const statuses = new Set<number>();
  let next = from;
  const client = async () => {
    while (next < to) {
      const number = next++;
      const {
        path,
        body,
        headers,
        method = body ? 'POST' : 'GET',
      } = requests[number % requests.length]?.(number) ?? { path: '/' };
      const response = await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      await response.arrayBuffer();
      statuses.add(response.status);
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
  return statuses;
}

/** Tasks that the API would take, with everything that their clients may choose. */
const storeTasks = (database: Database) =>
  database.query(
    `with made as (
       insert into tasks (id, agent_type, query, priority, input, metadata, idempotency_key, status, started_at, finished_at,
         error, last_event)
       select gen_random_uuid(), ($2::text[])[1 + n % cardinality($2::text[])], $3 || n, 'medium', '{}',
         jsonb_build_object($3 || n, $3 || n), $3 || n, case n % 3 when 0 then 'failed' else 'completed' end, now(), now(),
         jsonb_build_object('code', $3 || n, 'message', $3 || n), 1
       from generate_series(1, $1) n
       returning id, agent_type
     )
     insert into steps (task_id, name, key, stage, place, input, status, attempts, started_at, finished_at)
     select id, agent_type || '-plan', $3 || id, 0, 0, '{}', 'completed', 1, now(), now() from made`,
    [storedTasks, agents.map(({ name }) => name), mark],
  );

const namesOf = ({ counts, gauges }: Scraped): string[] => [...counts.keys(), ...gauges.keys()];

describe.runIf(testServer)('on Postgres', () => {
  test('no input of clients adds a series: not agents, models, paths, methods or names, in 10,000 tasks', async () => {
    await using system = await lendMeteredSystem(1, { LLM_PROVIDER: 'placeholder', WORKER_SLOTS: '2' });
    const { database, metricsUrl, url } = system;
    /** Scrapes when everything sent so far has arrived. */
    const scrapeAfter = (requestCount: number) =>
      vi.waitFor(async () => {
        const scraped = await scrape(metricsUrl);
        const answered = sumsBy(scraped.counts, 'http_server_request_duration_seconds_count', ['status_class']);
        expect(Object.values(answered).reduce((sum, one) => sum + one, 0)).toBe(requestCount);
        return scraped;
      }, patience);

    const half = hostileRequests / 2;
    const statuses = await sendHostile(url, 0, half);
    expect(
      [...statuses].every((status) => status < 500),
      [...statuses].join(' '),
    ).toBe(true);
    expect(
      [200, 202, 400, 404, 405].every((status) => statuses.has(status)),
      [...statuses].join(' '),
    ).toBe(true);
    await scrapeAfter(half);
    await storeTasks(database);
    await database.query(
      "update tasks set status = 'cancelled', finished_at = now() where status in ('queued', 'processing')",
    );
    await sendHostile(url, half, hostileRequests);
    const last = await scrapeAfter(hostileRequests);

    const created = sumsBy(last.counts, 'multi_agent_tasks_created_total', ['agent']);
    expect(Object.values(created).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(storedTasks);
    const series = namesOf(last);
    process.stdout.write(`${storedTasks + hostileRequests} tasks and requests, ${series.length} series\n`);
    expect(series.filter((name) => name.includes(mark))).toEqual([]);
    expect(series.length).toBeLessThan(2000);
    const refused = Object.values(sumsBy(last.counts, 'multi_agent_metrics_rejected_series_total', ['reason']));
    expect(refused.every((count) => count === 0)).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    const functions = new Set(['none', ...(await discoverFunctions()).endpoints.map(({ name }) => name)]);
    for (const name of Object.keys(sumsBy(last.counts, 'http_server_request_duration_seconds_count', ['function'])))
      expect(functions).toContain(name);
    const known = new Set(agents.map(({ name }) => name));
    for (const name of Object.keys(created)) expect(known).toContain(name);
  }, 300_000);
});
