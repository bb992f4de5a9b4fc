import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openRedis } from '../../shared/access/redis-connection.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendModelServer } from '../../shared/testing/lend-model-server.ts';
import { lendRedis, redisServer } from '../../shared/testing/lend-redis.ts';

const perMinute = 900_000;

/** The metric of the one process that is API and worker; on a server the API shows no metrics of its own. */
async function expectMetric(hosts: Awaited<ReturnType<typeof lendHosts>>, up: number): Promise<void> {
  if (testServer) return;
  const url = await hosts.worker().printed(/Metrics {3}(\S+)/);
  expect(await (await fetch(url)).text()).toContain(`\nmulti_agent_redis_up ${up}\n`);
}

describe.runIf(redisServer)('Redis, stopped under load', () => {
  test('fails no request, whether it hangs or is gone, and is used again when it is back', async () => {
    await using redis = await lendRedis();
    await using model = await lendModelServer(() => '好');
    await using hosts = await lendHosts({
      ...model.environment,
      OPENAI_API_KEY: 'any',
      REDIS_URL: redis.url,
      RATE_LIMIT_PER_MINUTE: String(perMinute),
    });
    const statuses = new Map<number, number>();
    const stop = new AbortController();
    const chatted: object[] = [];
    // Most only count against the limit; one uses the cache as well.
    const asking = Array.from({ length: 8 }, async (_, place) => {
      while (!stop.signal.aborted) {
        const chats = place === 0;
        const response = await (chats
          ? hosts.client.call('/chat', { message: '你好', cache: true })
          : fetch(`${hosts.url()}/agents`));
        if (chats) chatted.push((await response.json()) as object);
        else await response.text();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      }
    });
    const answered = () => [...statuses.values()].reduce((sum, count) => sum + count, 0);
    const moreAnswers = async () => {
      const enough = answered() + 100;
      while (answered() < enough) await delay(10);
    };
    const untilCounted = async () => {
      const server = openRedis({ url: redis.url, logger: () => silentLogger });
      while (!(await server.ask((client) => client.exists('multi-agent:limit:address:127.0.0.1')))) await delay(20);
      server.close();
    };

    await untilCounted();
    await expectMetric(hosts, 1);
    await redis.kill('SIGSTOP');
    await moreAnswers();
    await expectMetric(hosts, 0);
    await redis.kill('SIGCONT');
    await moreAnswers();
    await redis.kill('SIGKILL');
    await moreAnswers();
    await expectMetric(hosts, 0);
    // Empty again: what is in it then has been counted since.
    await redis.start();
    await untilCounted();
    await moreAnswers();
    await expectMetric(hosts, 1);
    stop.abort();
    await Promise.all(asking);
    expect([...statuses.keys()]).toEqual([200]);
    // While there is no cache the model answers anew.
    expect(new Set(chatted.map((answer) => 'cached' in answer && answer.cached))).toEqual(new Set([false, true]));
    for (const answer of chatted) expect(answer).toMatchObject({ reply: '好', degraded: false });
    expect(hosts.worker().output()).not.toMatch(/"level":"error"/);
  });
});
