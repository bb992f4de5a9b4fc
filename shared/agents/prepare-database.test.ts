import { expect, test } from 'vitest';
import { openPostgres } from '../database/postgres.ts';
import { lendPostgres, testServer } from '../testing/lend-database.ts';
import { prepareDatabase } from './prepare-database.ts';

test.runIf(testServer)('processes that begin together at an empty database all prepare it', async () => {
  await using lent = await lendPostgres(testServer as string);
  const processes = Array.from({ length: 5 }, () => openPostgres(lent.url, 2));
  const prepared = await Promise.allSettled(processes.map((database) => prepareDatabase({ database })));
  await Promise.all(processes.map((database) => database.close()));
  expect(prepared.flatMap((one) => (one.status === 'rejected' ? [one.reason.message] : []))).toEqual([]);
  expect(prepared.filter((one) => one.status === 'fulfilled' && one.value.length)).toHaveLength(1);
});

test.runIf(testServer)(
  'a database in another encoding than UTF-8 is refused with one line, and left as it is',
  async () => {
    await using lent = await lendPostgres(testServer as string, 'SQL_ASCII');
    await expect(prepareDatabase(lent)).rejects.toThrow(
      /^The database's encoding is SQL_ASCII, and it must be UTF8\. Make one by CREATE DATABASE/,
    );
    const { rows } = await lent.database.query("select to_regclass('migrations') as made");
    expect(rows).toEqual([{ made: null }]);
  },
);
