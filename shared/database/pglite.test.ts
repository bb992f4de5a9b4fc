import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lendDataFolder } from '../testing/lend-data-folder.ts';
import { openPglite } from './pglite.ts';

test('a database that cannot write its log refuses what follows, and has what was committed when it is opened again', async () => {
  await using folder = await lendDataFolder();
  const log = join(folder.path, 'pglite', 'pg_wal');
  const first = await openPglite(folder.path);
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
  const second = await openPglite(folder.path);
  expect((await second.query('select number from kept')).rows).toEqual([{ number: 1 }]);
  await second.close();
});

test('the log of a database is cut off again and again', async () => {
  await using folder = await lendDataFolder();
  const database = await openPglite(folder.path, undefined, { checkpointSeconds: 0.1 });
  await database.execute('create table kept (number integer); insert into kept values (1)');
  const behindSql = `
    select (select redo_lsn from pg_control_checkpoint()) < $1::pg_lsn as behind, pg_current_wal_lsn()::text as written`;
  const { rows } = await database.query<{ written: string }>(behindSql, ['0/0']);
  const behind = async () => (await database.query(behindSql, [rows[0]?.written])).rows;
  await vi.waitFor(async () => expect(await behind()).toMatchObject([{ behind: false }]), { timeout: 5_000 });
  await database.close();
});
