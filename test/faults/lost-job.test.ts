import { describe, expect, test } from 'vitest';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';

describe.runIf(testServer)('on Postgres', () => {
  test('a task whose job was deleted while it waited completes once a worker starts', async () => {
    await using hosts = await lendHosts({});
    await hosts.worker().kill('SIGTERM');
    const id = await hosts.client.post('人工智能与医疗');
    await hosts.database?.query('delete from pgboss.job');
    await hosts.start();
    expect((await hosts.client.waitForEnd(id)).status).toBe('completed');
  }, 120_000);
});
