import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openRedis } from '../../shared/access/redis-connection.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
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
    await using hosts = await lendHosts({ REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: String(perMinute) });
    const statuses = new Map<number, number>();
    const stop = new AbortController();
    const asking = Array.from({ length: 8 }, async () => {
      while (!stop.signal.aborted) {
        const response = await fetch(`${hosts.url()}/agents`);
        await response.text();
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
    expect(hosts.worker().output()).not.toMatch(/"level":"error"/);
  });
});
