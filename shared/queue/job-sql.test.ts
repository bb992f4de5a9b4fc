import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { lendDatabase } from '../testing/lend-database.ts';
import { claimJobs, highestWaitingRank, insertJobs, settleJobs, settlementColumns, touchJobs } from './job-sql.ts';
import { openBoss, prepareQueues } from './open-boss.ts';
import { releaseOrphans } from './release-orphans.ts';

const ours = 'ours-step';
const theirs = 'theirs-step';
const queues = [ours, theirs].map((name) => ({ name, retries: 2, timeoutSeconds: 60 }));
/** Columns that differ by their nature; times are compared as set or not set. */
const ownColumns = new Set(['id', 'name']);

let lent: Awaited<ReturnType<typeof lendDatabase>>;
let database: Database;
let boss: PgBoss;

beforeAll(async () => {
  lent = await lendDatabase();
  database = lent.database;
  await prepareQueues(queues, { database });
  boss = openBoss({ database, supervise: false });
  await boss.start();
});

afterAll(async () => {
  await boss.stop({ graceful: false, close: false });
  await lent[Symbol.asyncDispose]();
});

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await database.query('select * from pgboss.job where id = $1', [id]);
  const row = rows[0] ?? {};
  const entries = Object.entries(row).filter(([column]) => !ownColumns.has(column));
  return Object.fromEntries(entries.map(([column, value]) => [column, value instanceof Date ? 'a time' : value]));
}

async function insertOurs(data: unknown, priority: number, claimed = 'false'): Promise<string> {
  const id = crypto.randomUUID();
  const source = '(select * from json_to_recordset($1::json) as x (id uuid, name text, data jsonb, priority integer))';
  await database.query(insertJobs(source, claimed), [JSON.stringify([{ id, name: ours, data, priority }])]);
  return id;
}

async function insertTheirs(data: object, priority: number): Promise<string> {
  const [id] = (await boss.insert(theirs, [{ data, priority }], { returnId: true })) ?? [];
  if (!id) throw new Error('pg-boss inserted nothing');
  return id;
}

const claimOurs = (limit = 1) =>
  database.query<{ id: string; retry_count: number }>(`with ${claimJobs} select id, retry_count from claimed`, [
    [ours],
    limit,
  ]);

const rows = `json_to_recordset($1::json) as x (${settlementColumns})`;
const settle = (id: string, outcome: 'complete' | 'fail' | 'retry' | 'release', more: object = {}) =>
  database.query(settleJobs(rows), [JSON.stringify([{ id, name: ours, retry_count: 0, outcome, ...more }])]);
const touch = (id: string) =>
  database.query(touchJobs(`(select * from ${rows})`), [JSON.stringify([{ id, name: ours, retry_count: 0 }])]);

/** A job of ours and one of pg-boss' own, both claimed. */
async function claimBoth() {
  const id = await insertOurs({ a: 1 }, 0);
  const other = await insertTheirs({ a: 1 }, 0);
  await claimOurs();
  const [job] = await boss.fetch(theirs);
  if (job?.id !== other) throw new Error('pg-boss fetched another job');
  return { id, job };
}

test('an inserted job equals one that pg-boss inserts', async () => {
  const [mine, other] = [
    await insertOurs({ task_id: 'x', 名: '值' }, 7),
    await insertTheirs({ task_id: 'x', 名: '值' }, 7),
  ];
  expect(await rowOf(mine)).toEqual(await rowOf(other));
  await database.query('delete from pgboss.job');
});

test('a job inserted as claimed equals one that pg-boss inserted and fetched', async () => {
  const mine = await insertOurs({ a: 1 }, 0, 'true');
  await insertTheirs({ a: 1 }, 0);
  const [job] = await boss.fetch(theirs);
  expect(await rowOf(mine)).toEqual(await rowOf(job?.id ?? ''));
  expect((await claimOurs()).rows).toEqual([]);
  await database.query('delete from pgboss.job');
});

test('the highest rank that waits is known, and none where nothing waits', async () => {
  const rank = async () =>
    (await database.query<{ rank: number | null }>(highestWaitingRank('$1'), [[ours, theirs]])).rows[0]?.rank;
  expect(await rank()).toBeNull();
  await insertOurs({}, 3);
  await insertTheirs({}, 8);
  await insertOurs({}, 99, 'true');
  expect(await rank()).toBe(8);
  await database.query('delete from pgboss.job');
});

test('a claimed, touched and completed job equals one that pg-boss fetched, touched and completed', async () => {
  const { id, job } = await claimBoth();
  expect(await rowOf(id)).toEqual(await rowOf(job.id));
  await touch(id);
  await boss.touch(theirs, [job]);
  expect(await rowOf(id)).toEqual(await rowOf(job.id));
  await settle(id, 'complete');
  await boss.complete(theirs, [job]);
  expect(await rowOf(id)).toEqual(await rowOf(job.id));
});

test('a job given back for a retry equals one that pg-boss failed with attempts left, and counts the attempt when claimed again', async () => {
  const { id, job } = await claimBoth();
  await settle(id, 'retry', { output: { message: 'no' }, delay_seconds: 0 });
  await boss.fail(theirs, [job], { message: 'no' });
  expect(await rowOf(id)).toEqual(await rowOf(job.id));
  expect((await claimOurs()).rows).toEqual([{ id, retry_count: 1 }]);
  await database.query('delete from pgboss.job');
});

test('a job handed back can be claimed at once, as often as before', async () => {
  const id = await insertOurs({}, 0);
  const attemptsLeft = async () => {
    const { rows } = await database.query<{ left: number }>('select retry_limit - retry_count as left from pgboss.job');
    return rows[0]?.left;
  };
  await claimOurs();
  const before = await attemptsLeft();
  await settle(id, 'release');
  expect((await claimOurs()).rows).toEqual([{ id, retry_count: 1 }]);
  expect(await attemptsLeft()).toBe(before);
  await database.query('delete from pgboss.job');
});

test('a job failed for good equals one that pg-boss failed without attempts left', async () => {
  const { id, job } = await claimBoth();
  await database.query('update pgboss.job set retry_count = 2');
  await settle(id, 'fail', { output: { message: 'no' }, retry_count: 2 });
  await boss.fail(theirs, [{ id: job.id, retryCount: 2 }], { message: 'no' });
  expect(await rowOf(id)).toEqual(await rowOf(job.id));
  await database.query('delete from pgboss.job');
});

test('claims take the highest rank first over all queues, and no job twice', async () => {
  const low = await insertOurs({}, 1);
  const high = await insertOurs({}, 9);
  const middle = await insertTheirs({}, 5);
  const claim = () => database.query<{ id: string }>(`with ${claimJobs} select id from claimed`, [[ours, theirs], 1]);
  const taken = [await claim(), await claim(), await claim(), await claim()].map(({ rows }) => rows[0]?.id);
  expect(taken).toEqual([high, middle, low, undefined]);
  await database.query('delete from pgboss.job');
});

test('a claim that another worker has by now is left alone by every settlement', async () => {
  const id = await insertOurs({}, 0);
  await claimOurs();
  await database.query('update pgboss.job set retry_count = 1 where id = $1', [id]);
  for (const outcome of ['complete', 'fail', 'retry', 'release'] as const)
    expect((await settle(id, outcome)).rowCount).toBe(0);
  expect((await touch(id)).rowCount).toBe(0);
  expect(await rowOf(id)).toMatchObject({ state: 'active', retry_count: 1 });
  await database.query('delete from pgboss.job');
});

test('the jobs of a process that is certainly gone can be claimed again at once', async () => {
  const id = await insertOurs({}, 0);
  await claimOurs();
  expect((await claimOurs()).rows).toEqual([]);
  await releaseOrphans({ database });
  expect((await claimOurs()).rows).toEqual([{ id, retry_count: 1 }]);
});
