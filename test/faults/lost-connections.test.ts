import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Database } from '../../shared/database/database.ts';
import { openPostgres } from '../../shared/database/postgres.ts';
import { expectOnce } from '../../shared/testing/expect-once.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';

/** Ends every other session of a database, as a restart of the server does. */
const endSessions = (admin: Database, name: string) =>
  admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);

describe.runIf(testServer)('on Postgres', () => {
  test('a server that drops every connection and refuses new ones for a while: the API says so, and all tasks complete', async () => {
    await using model = await lendResearchModel(() => delay(100));
    await using hosts = await lendHosts(model.environment);
    await hosts.client.addDocuments([researchDocument]);
    const { rows } = (await hosts.database?.query<{ name: string }>('select current_database() as name')) ?? {
      rows: [],
    };
    const name = rows[0]?.name as string;
    const admin = openPostgres(testServer as string, 1);
    await using _ = { [Symbol.asyncDispose]: () => admin.close() };
    const health = async () => (await hosts.client.call('/health')).status;

    const queries = Array.from({ length: 20 }, (_, index) => `人工智能与医疗 ${index}`);
    const ids = await Promise.all(queries.map((query) => hosts.client.post(query)));
    for (let times = 0; times < 3; times += 1) {
      await delay(300);
      await endSessions(admin, name);
    }
    expect(await health()).toBe(200);

    await admin.query(`alter database ${name} allow_connections false`);
    await endSessions(admin, name);
    await vi.waitFor(async () => expect(await health()).toBe(503), { timeout: 10_000 });
    await delay(3_000);
    expect(await health()).toBe(503);
    await admin.query(`alter database ${name} allow_connections true`);
    await vi.waitFor(async () => expect(await health()).toBe(200), { timeout: 20_000 });

    const late = await hosts.client.post('人工智能与医疗 after it');
    for (const [index, id] of ids.entries()) {
      await expectOnce(await hosts.client.waitForEnd(id), queries[index] as string, { client: hosts.client, model });
    }
    expect((await hosts.client.waitForEnd(late)).status).toBe('completed');
    const { code } = await hosts.worker().kill('SIGTERM');
    expect(code).toBe(0);
  }, 180_000);
});
