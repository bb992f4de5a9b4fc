import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { openPglite } from './pglite.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a folder is locked by one holder at a time', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(/in use by another process/);
  await release();
  await (await lockFolder(folder))();
});

test('a database folder that is a file is refused with one clear line', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(openPglite(file)).rejects.toThrow(`DATA_DIR ${file} cannot be used`);
});

test('what was committed is there when the folder is opened again', async () => {
  const data = join(folder, 'data');
  const first = await openPglite(data);
  await first.execute("create table kept (name text); insert into kept values ('数据')");
  await first.close();
  const second = await openPglite(data);
  expect((await second.query('select name from kept')).rows).toEqual([{ name: '数据' }]);
  await second.close();
});

test('a database that cannot write its log refuses what follows, and has what was committed when it is opened again', async () => {
  const data = join(folder, 'panic');
  const log = join(data, 'pglite', 'pg_wal');
  const first = await openPglite(data);
  await first.execute('create table kept (number integer); insert into kept values (1)');
  await rename(log, `${log}.away`);
  const insert = 'insert into kept values (2)';
  const stopped = {
    code: 'unavailable',
    message: expect.stringContaining('The embedded database has stopped: could not'),
  };
  await expect(
    first.transaction((one) => one.query('select pg_switch_wal()').then(() => one.query(insert))),
  ).rejects.toMatchObject(stopped);
  await expect(first.query(insert)).rejects.toMatchObject(stopped);
  await expect(first.execute(insert)).rejects.toMatchObject(stopped);
  await first.close();
  await rename(`${log}.away`, log);
  const second = await openPglite(data);
  expect((await second.query('select number from kept')).rows).toEqual([{ number: 1 }]);
  await second.close();
});

test('the log of a database is cut off again and again', async () => {
  const database = await openPglite(join(folder, 'checkpoints'), undefined, { checkpointSeconds: 0.1 });
  await database.execute('create table kept (number integer); insert into kept values (1)');
  const behindSql = `
    select (select redo_lsn from pg_control_checkpoint()) < $1::pg_lsn as behind, pg_current_wal_lsn()::text as written`;
  const { rows } = await database.query<{ written: string }>(behindSql, ['0/0']);
  const behind = async () => (await database.query(behindSql, [rows[0]?.written])).rows;
  await vi.waitFor(async () => expect(await behind()).toMatchObject([{ behind: false }]), { timeout: 5_000 });
  await database.close();
});
