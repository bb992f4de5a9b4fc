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
