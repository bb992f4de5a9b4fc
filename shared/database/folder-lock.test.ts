import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
