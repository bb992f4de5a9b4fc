import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createWebServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lendDataFolder } from '../../shared/testing/lend-data-folder.ts';
import { lendProcess } from '../../shared/testing/lend-process.ts';

const anyPorts = { PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'warn' };

/** Starts a script that must refuse to, with exit code 1 and one line that matches. */
async function expectRefusal(script: string, environment: Record<string, string>, line: RegExp) {
  await using refused = await lendProcess(script, { ...anyPorts, ...environment });
  expect(await refused.exited, refused.output()).toEqual({ code: 1, signal: null });
  expect(refused.output()).toMatch(line);
  expect(refused.output().trimEnd().split('\n')).toHaveLength(1);
}

async function lendFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

async function lendTakenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

test('a second start on the same folder says that it is in use, and the first goes on', async () => {
  await using lent = await lendDataFolder();
  await using first = await lendProcess('local/start.ts', { ...anyPorts, DATA_DIR: lent.path });
  const url = await first.printed(/API {7}(\S+)/);
  await expectRefusal('local/start.ts', { DATA_DIR: lent.path }, /is in use by another process.*DATA_DIR/);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

test('a folder that is a file says that it cannot be used', async () => {
  await using lent = await lendFolder();
  const file = join(lent.folder, 'file');
  await writeFile(file, 'not a folder');
  await expectRefusal('local/start.ts', { DATA_DIR: file }, /^DATA_DIR .*file cannot be used/);
});

test('a place where no folder can be made says so, and does not hang', async () => {
  for (const folder of process.platform === 'linux' ? ['/proc/none', '/proc/none/deeper', '/etc/hosts/x'] : []) {
    await expectRefusal(
      'local/start.ts',
      { DATA_DIR: folder },
      /^DATA_DIR \S+ cannot be used: .* Set DATA_DIR to a folder/,
    );
  }
});

test('an address that is none is said to be HOST, not a port', async () => {
  await using lent = await lendDataFolder();
  await expectRefusal(
    'local/start.ts',
    { DATA_DIR: lent.path, HOST: '300.1.1.1' },
    /^HOST 300\.1\.1\.1 is no address of this machine\. Set HOST to 127\.0\.0\.1/,
  );
});

test('a folder with a broken database in it says that it cannot be opened', async () => {
  await using lent = await lendFolder();
  await writeFile(join(lent.folder, 'pglite'), 'not a database');
  await expectRefusal('local/start.ts', { DATA_DIR: lent.folder }, /^The database in .* cannot be opened/);
});

test('a taken port says which, and how to take another', async () => {
  await using lent = await lendDataFolder();
  await using taken = await lendTakenPort();
  const { port } = taken;
  await expectRefusal(
    'local/start.ts',
    { DATA_DIR: lent.path, PORT: port },
    new RegExp(`^Port ${port} .* is taken.*PORT`),
  );
  await expectRefusal(
    'local/start.ts',
    { DATA_DIR: lent.path, METRICS_PORT: port },
    new RegExp(`^Port ${port} .* is taken.*METRICS_PORT to another; 0 picks`),
  );
});

test('bad values of the environment are named, all at once', async () => {
  await expectRefusal(
    'local/start.ts',
    { PORT: 'eighty', LLM_BASE_URL: 'localhost:11434' },
    /The environment is not valid.*PORT.*LLM_BASE_URL: must be an address such as http:/,
  );
  await expectRefusal(
    'local/api.ts',
    { DATABASE_URL: 'mysql://localhost/x' },
    /DATABASE_URL: must look like postgresql:/,
  );
  await expectRefusal('local/worker.ts', { WORKER_SLOTS: '0' }, /WORKER_SLOTS/);
});

test('a database server that is not there is one line, for each host', async () => {
  await using taken = await lendTakenPort();
  await taken[Symbol.asyncDispose]();
  const DATABASE_URL = `postgresql://nobody:nothing@127.0.0.1:${taken.port}/none`;
  for (const script of ['local/api.ts', 'local/worker.ts', 'local/start.ts', 'local/migrate.ts']) {
    await expectRefusal(script, { DATABASE_URL }, /^The database /);
  }
});

test('a part of the system alone says that it needs a server, and how to do without', async () => {
  for (const part of ['api', 'worker', 'migrate']) {
    await expectRefusal(
      `local/${part}.ts`,
      {},
      new RegExp(`^npm run ${part} needs a Postgres.*DATABASE_URL.*npm start`),
    );
  }
});

test('the demo says that something else has the port', async () => {
  const other = createWebServer((_, response) => response.end('<p>Another program</p>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const PORT = String((other.address() as AddressInfo).port);
  try {
    await expectRefusal('local/demo.ts', { PORT }, /^Something else answers at .*set PORT to another/);
  } finally {
    other.close();
  }
});
