import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lendPostgres, testServer } from '../testing/lend-database.ts';
import { lendPglite } from '../testing/lend-pglite.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

const adapters: [string, () => Promise<{ database: Database; [Symbol.asyncDispose](): Promise<void> }>][] = [
  ['PGlite', lendPglite],
];
if (testServer) adapters.push(['Postgres', () => lendPostgres(testServer as string)]);

describe.each(adapters)('the database on %s', (_name, lend) => {
  let lent: Awaited<ReturnType<typeof lend>>;
  let database: Database;
  beforeAll(async () => {
    lent = await lend();
    database = lent.database;
    await database.execute('create table things (id integer primary key, name text)');
  });
  afterAll(() => lent[Symbol.asyncDispose]());

  const names = async () =>
    (await database.query<{ name: string }>('select name from things order by id')).rows.map(({ name }) => name);

  test('gives rows with parsed JSON, dates, and exact numbers as text', async () => {
    const { rows } = await database.query(
      `select $1::jsonb as json, '2026-11-22T10:00:00.123Z'::timestamptz as time, 9007199254740993::int8 as big, 0.1::numeric as exact,
         1::integer as small, 0.5::float8 as float, $2::text as text, $3::text[] as list, null as nothing`,
      [JSON.stringify({ 名: [1] }), '医疗 😀', ['a', '二']],
    );
    expect(rows[0]).toEqual({
      json: { 名: [1] },
      time: new Date('2026-11-22T10:00:00.123Z'),
      big: '9007199254740993',
      exact: '0.1',
      small: 1,
      float: 0.5,
      text: '医疗 😀',
      list: ['a', '二'],
      nothing: null,
    });
  });

  test('counts the rows that a statement returned or changed', async () => {
    expect((await database.query("insert into things values (1, 'a'), (2, 'b')")).rowCount).toBe(2);
    expect((await database.query('select 1 from things')).rowCount).toBe(2);
    expect((await database.query('select from things where id = 1')).rowCount).toBe(1);
    expect((await database.query('delete from things returning id')).rowCount).toBe(2);
    expect((await database.query('delete from things')).rowCount).toBe(0);
  });

  test('a transaction keeps all of its work, or none of it', async () => {
    const kept = await database.transaction(async (transaction) => {
      await transaction.query("insert into things values (1, 'kept')");
      return 'value';
    });
    expect(kept).toBe('value');
    const failing = database.transaction(async (transaction) => {
      await transaction.query("insert into things values (2, 'lost')");
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const broken = database.transaction(async (transaction) => {
      await transaction.query("insert into things values (3, 'lost too')");
      await transaction.query("insert into things values (1, 'twice')");
    });
    await expect(broken).rejects.toMatchObject({ code: '23505' });
    expect(await names()).toEqual(['kept']);
    await database.query('delete from things');
  });

  test('an error in a caught statement still undoes its transaction', async () => {
    const attempt = database.transaction(async (transaction) => {
      await transaction.query("insert into things values (1, 'a')");
      await transaction.query('select 1 / 0').catch(() => {});
    });
    await expect(attempt).rejects.toThrow('division by zero');
    expect(await names()).toEqual([]);
  });

  test('statements that run at once in one transaction all belong to it', async () => {
    await database.transaction((transaction) =>
      Promise.all([1, 2, 3].map((id) => transaction.query('insert into things values ($1, $2)', [id, `n${id}`]))),
    );
    expect(await names()).toEqual(['n1', 'n2', 'n3']);
    await database.query('delete from things');
  });

  test('a failed statement leaves the next one alone', async () => {
    await expect(database.query('select no_such_column')).rejects.toMatchObject({ code: '42703' });
    await expect(database.execute('begin; select 1 / 0; commit')).rejects.toThrow('division by zero');
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('a script gives the rows of all its statements', async () => {
    expect(await database.execute('select 1 as n; create table if not exists t (); select 2 as n')).toEqual([
      { n: 1 },
      { n: 2 },
    ]);
  });

  test('notifications reach listeners at commit, none after a rollback, none once stopped', async () => {
    const heard: (string | null)[] = [];
    const stop = await database.listen('news', (payload) => heard.push(payload));
    await database.query("select pg_notify('news', '一')");
    await database
      .transaction(async (transaction) => {
        await transaction.query("select pg_notify('news', 'never')");
        throw new Error('undo');
      })
      .catch(() => {});
    await database.query("select pg_notify('news', 'three')");
    await vi.waitFor(() => expect(heard).toEqual(['一', 'three']));
    await stop();
    await database.query("select pg_notify('news', 'late')");
    expect(heard).toHaveLength(2);
  });

  test('migrations are applied once, also by several at a time', async () => {
    const all = migrations.map(({ name }) => name);
    const runs = await Promise.all([migrate(database), migrate(database), migrate(database)]);
    expect(runs.filter((applied) => applied.length)).toEqual([all]);
    expect(await migrate(database)).toEqual([]);
  });
});
