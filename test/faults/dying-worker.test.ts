import { expect, test } from 'vitest';
import { lendDataFolder } from '../../shared/testing/lend-data-folder.ts';
import { lendPostgres, testServer } from '../../shared/testing/lend-database.ts';
import { lendProcess } from '../../shared/testing/lend-process.ts';

/** Where the dying worker keeps its data: a database of the test server, or a folder. */
async function lendData(): Promise<{ environment: Record<string, string> } & AsyncDisposable> {
  if (testServer) {
    const { url, ...lent } = await lendPostgres(testServer);
    return { ...lent, environment: { DATABASE_URL: url } };
  }
  const { path, ...lent } = await lendDataFolder();
  return { ...lent, environment: { DATA_DIR: path } };
}

test('a step that kills its worker at each attempt fails its task as worker_lost, after its last attempt', async () => {
  await using data = await lendData();
  let deaths = 0;
  for (;;) {
    await using worker = await lendProcess('test/faults/run-dying-worker.ts', data.environment);
    const exit = await worker.exited;
    if (exit.signal === 'SIGKILL') deaths += 1;
    expect(deaths, 'deaths').toBeLessThan(4);
    if (exit.signal === 'SIGKILL') continue;
    expect(exit, worker.output()).toEqual({ code: 0, signal: null });
    expect(deaths).toBe(2);
    expect(JSON.parse(worker.output())).toMatchObject({
      status: 'failed',
      result: null,
      error: { code: 'worker_lost', step: 'count-double', message: expect.stringContaining('2 attempts') },
      steps: [
        { name: 'count-split', status: 'completed', attempts: 1 },
        { name: 'count-double', status: 'failed', attempts: 2 },
      ],
    });
    return;
  }
}, 180_000);
