import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, 'require-node.cjs');
const run = (...options: string[]) => spawnSync(process.execPath, options, { encoding: 'utf8' });

test('this Node.js passes, without a word', () => {
  expect(run('-r', script, '-e', 'process.exitCode = 7')).toMatchObject({ status: 7, stdout: '', stderr: '' });
});

test('an older Node.js ends with one line that says what to do', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })";
  const asOld = run('-e', `${old}; require(${JSON.stringify(script)}); console.log('went on')`);
  expect(asOld).toMatchObject({ status: 1, stdout: '' });
  expect(asOld.stderr).toMatch(/^Node\.js 24 or later is needed, .* Run "npm ci" .*\n$/);
});

test('without dependencies it ends with one line that says what to do', async () => {
  await using folder = await lendFolder();
  const copy = join(folder.path, 'scripts', 'require-node.cjs');
  await cp(script, copy);
  expect(run('-r', copy, '-e', '0')).toMatchObject({
    status: 1,
    stderr: 'The dependencies are not installed. Run: npm ci\n',
  });
});

test('the process is told to end when the shell that started it is gone', async () => {
  const child = "process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1000); console.log('ready')";
  const shell = `require('child_process').spawn(process.execPath, ${JSON.stringify(['-r', script, '-e', child])}, { stdio: 'inherit' })`;
  const parent = spawn(process.execPath, ['-e', shell], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(parent.stdout, 'readable');
  parent.kill('SIGKILL');
  expect(await text(parent.stdout)).toBe('ready\n');
});

async function lendFolder() {
  const path = await mkdtemp(join(tmpdir(), 'require-node-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
