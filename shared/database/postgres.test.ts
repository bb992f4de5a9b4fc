import { describe, expect, test, vi } from 'vitest';
import { Unavailable } from '../errors.ts';
import { lendPostgres, testServer } from '../testing/lend-database.ts';
import { lendMuteProxy } from '../testing/lend-mute-proxy.ts';
import { openPostgres } from './postgres.ts';

/** A pool to be cut, and one to cut it with. */
async function lendPair() {
  const lent = await lendPostgres(testServer as string);
  const database = openPostgres(lent.url, 2);
  return {
    database,
    admin: lent.database,
    async [Symbol.asyncDispose]() {
      await database.close();
      await lent[Symbol.asyncDispose]();
    },
  };
}

const lockSql = 'select from pairs where id = $1 for update';

/** Two rows to wait for. */
async function lendPairs() {
  const lent = await lendPostgres(testServer as string);
  await lent.database.execute(
    'create table pairs (id integer primary key, turns integer default 0); insert into pairs values (1), (2)',
  );
  return lent;
}

// An error that nobody hears fails the test run, as it would end a process.
describe.runIf(testServer)('on Postgres', () => {
  test('a connection that ends inside a transaction rejects it, and the pool goes on with others', async () => {
    await using pair = await lendPair();
    const { admin, database } = pair;
    const cut = database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
      const pid = rows[0]?.pid;
      await admin.query('select pg_terminate_backend($1)', [pid]);
      await vi.waitFor(async () => {
        expect((await admin.query('select from pg_stat_activity where pid = $1', [pid])).rowCount).toBe(0);
      });
      return transaction.query('select 1');
    });
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' });
    expect((await database.query('select 1')).rowCount).toBe(1);
  });

  test('of two transactions that wait for one another one goes on, and the other may be tried again', async () => {
    await using lent = await lendPairs();
    const both = Promise.withResolvers<void>();
    let begun = 0;
    const lock = (first: number, second: number) =>
      lent.database.transaction(async (transaction) => {
        await transaction.query(lockSql, [first]);
        begun += 1;
        if (begun === 2) both.resolve();
        await both.promise;
        return transaction.query(lockSql, [second]);
      });
    const outcomes = await Promise.allSettled([lock(1, 2), lock(2, 1)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 503, retryable: true },
    });
  });

  test('a statement that is rolled back for the sake of a transaction is run again', async () => {
    await using lent = await lendPairs();
    const { database } = lent;
    const [lone] = await database.transaction(async (transaction) => {
      await transaction.query(lockSql, [2]);
      const updating = database.query('update pairs set turns = turns + 1 where id in (1, 2)', []);
      updating.catch(() => {});
      await vi.waitFor(async () => {
        const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        expect((await database.query(waits)).rowCount).toBe(1);
      });
      await transaction.query(lockSql, [1]);
      return [updating];
    });
    expect((await lone)?.rowCount).toBe(2);
    expect((await database.query('select turns from pairs')).rows).toEqual([{ turns: 1 }, { turns: 1 }]);
  });

  test('a listener whose connection is ended says that notices may be missing, and hears the next', async () => {
    await using pair = await lendPair();
    const { admin, database } = pair;
    const heard: (string | null)[] = [];
    const stop = await database.listen('news', (payload) => heard.push(payload));
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listen news' and datname = current_database()",
    );
    await vi.waitFor(() => expect(heard).toEqual([null]), { timeout: 10_000 });
    await admin.query("select pg_notify('news', '又')");
    await vi.waitFor(() => expect(heard).toEqual([null, '又']), { timeout: 10_000 });
    await stop();
  });

  test('a statement that is given up ends on the server, too', async () => {
    await using lent = await lendPostgres(testServer as string);
    const database = openPostgres(lent.url, 2, { answerSeconds: 0.3 });
    const answers = await Promise.allSettled([1, 2].map(() => database.query('select pg_sleep(300)')));
    expect(answers).toMatchObject([1, 2].map(() => ({ reason: expect.any(Unavailable) })));
    const running = "select from pg_stat_activity where query like '%pg_sleep(300)' and datname = current_database()";
    await vi.waitFor(async () => expect((await lent.database.query(running)).rowCount).toBe(0), { timeout: 20_000 });
    await database.close();
  });

  test('an answer that never comes is Unavailable after a while, and its connection is not used again', async () => {
    await using lent = await lendPostgres(testServer as string);
    await using proxy = await lendMuteProxy(lent.url);
    const database = openPostgres(proxy.url, 2, { answerSeconds: 0.3 });
    const pid = async () => (await database.query<{ pid: number }>('select pg_backend_pid() as pid', [])).rows[0]?.pid;
    const pids = await Promise.all([pid(), pid()]);
    proxy.setMute(true);
    const waiting = [
      database.query('select $1::integer', [1]),
      database.transaction((transaction) => transaction.query('select $1::integer', [1])),
    ];
    for (const one of await Promise.allSettled(waiting))
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', status: 503 } });
    proxy.setMute(false);
    expect(pids).not.toContain(await pid());
    expect(pids).not.toContain(await database.transaction(async () => pid()));
    await database.close();
  });

  test('times are read, and statements see what others committed, however the database is set', async () => {
    await using lent = await lendPostgres(testServer as string);
    const { pathname } = new URL(lent.url);
    await lent.database.execute(
      `alter database ${pathname.slice(1)} set datestyle = 'German';
       alter database ${pathname.slice(1)} set default_transaction_isolation = 'repeatable read'`,
    );
    const database = openPostgres(lent.url, 2);
    const at = '2026-11-29T01:30:00.123Z';
    expect((await database.query('select $1::timestamptz as at', [at])).rows).toEqual([{ at: new Date(at) }]);
    await database.query('create table numbers (number integer)');
    const count = await database.transaction(async (transaction) => {
      await transaction.query('select from numbers');
      await lent.database.query('insert into numbers values (1)');
      return (await transaction.query('select from numbers')).rowCount;
    });
    expect(count).toBe(1);
    await database.close();
  });

  test('a statement that took longer than the server lets it run, or wait for a lock, is Unavailable', async () => {
    await using pair = await lendPair();
    const { admin, database } = pair;
    await admin.query('create table held ()');
    await admin.transaction(async (holder) => {
      await holder.query('lock table held');
      for (const limit of ['statement_timeout', 'lock_timeout']) {
        const ended = database.transaction(async (transaction) => {
          await transaction.query(`set local ${limit} = '100ms'`);
          return transaction.query('select from held');
        });
        await expect(ended).rejects.toBeInstanceOf(Unavailable);
      }
    });
  });

  test('work that says so may take longer than other statements', async () => {
    await using lent = await lendPostgres(testServer as string);
    const database = openPostgres(lent.url, 2, { answerSeconds: 0.1 });
    await expect(database.execute('select pg_sleep(0.3)')).rejects.toMatchObject({ code: 'unavailable' });
    await database.execute('select pg_sleep(0.3)', { answerSeconds: 10 });
    await database.transaction((transaction) => transaction.query('select pg_sleep(0.3)'), { answerSeconds: 10 });
    await database.close();
  });
});
