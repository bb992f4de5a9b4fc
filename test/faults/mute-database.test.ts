import { describe, expect, test, vi } from 'vitest';
import { lendPostgres, testServer } from '../../shared/testing/lend-database.ts';
import { lendMuteProxy } from '../../shared/testing/lend-mute-proxy.ts';
import { lendProcess } from '../../shared/testing/lend-process.ts';
import { taskClient } from '../../shared/testing/task-client.ts';

describe.runIf(testServer)('on Postgres', () => {
  test('a database whose answers never come: requests are refused, health says so, all goes on once it is back, and SIGTERM ends', async () => {
    await using lent = await lendPostgres(testServer as string);
    await using proxy = await lendMuteProxy(lent.url);
    const settings = { HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'warn' };
    const environment = { ...settings, DATABASE_URL: `${proxy.url}?query_timeout=1500` };
    await using api = await lendProcess('local/api.ts', environment);
    const url = await api.printed(/API: (\S+)/);
    await using worker = await lendProcess('local/worker.ts', environment);
    await worker.printed(/(Worker: )/);
    const client = taskClient(() => url);
    const health = async () => (await client.call('/health')).status;
    const post = () => client.call('/tasks', { query: '人工智能与医疗', agent_type: 'research' });
    expect((await post()).status).toBe(202);

    proxy.setMute(true);
    const refused = await Promise.all([post(), post(), post()]);
    for (const answer of refused) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('Try again') });
    }
    expect(await health()).toBe(503);

    proxy.setMute(false);
    await vi.waitFor(async () => expect(await health()).toBe(200), { timeout: 20_000 });
    const { task_id } = (await (await post()).json()) as { task_id: string };
    expect((await client.waitForEnd(task_id)).status).toBe('completed');

    const forEver = { ...settings, DATABASE_URL: `${proxy.url}?query_timeout=3600000` };
    await using patient = await lendProcess('local/worker.ts', forEver);
    await patient.printed(/(Worker: )/);
    proxy.setMute(true);
    const ends = await Promise.all([api, worker, patient].map((one) => one.kill('SIGTERM')));
    expect(ends.map(({ signal }) => signal)).toEqual([null, null, null]);
  }, 120_000);
});
