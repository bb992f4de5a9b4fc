import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, test } from 'vitest';

const old = "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } });";
const bundledNode = `node_modules/node-${process.platform}-${process.arch}/bin/node`;

/** A project of its own: `scripts/run.cjs`, a program, and an empty `node_modules`. */
let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'run-'));
  await cp(join(import.meta.dirname, 'run.cjs'), join(project, 'scripts/run.cjs'));
  await mkdir(join(project, 'node_modules'));
  await writeFile(join(project, 'old.cjs'), old);
  await writeFile(
    join(project, 'program.ts'),
    'const given: string[] = process.argv.slice(1); console.log(given.join());',
  );
  return () => rm(project, { recursive: true });
});

const run = (...given: string[]) => spawnSync(process.execPath, given, { cwd: project, encoding: 'utf8' });

test('runs a file with its arguments, as if Node.js had been started with it', () => {
  expect(run('scripts/run.cjs', 'program.ts', 'a', 'b')).toMatchObject({
    status: 0,
    stdout: `${join(project, 'program.ts')},a,b\n`,
    stderr: '',
  });
});

test('passes on how the file ended', async () => {
  await writeFile(join(project, 'program.ts'), 'process.exitCode = 7;');
  expect(run('scripts/run.cjs', 'program.ts').status).toBe(7);
});

test('on an older Node.js it runs the file on the one that came along', async () => {
  const node = join(project, bundledNode);
  await mkdir(join(node, '..'), { recursive: true });
  await writeFile(node, `#!/bin/sh\necho came along: "$@"\nexit 7\n`);
  await chmod(node, 0o755);
  const { status, stdout } = run('-r', './old.cjs', 'scripts/run.cjs', 'program.ts', 'a');
  expect(stdout).toBe(`came along: ${join(project, 'scripts/run.cjs')} program.ts a\n`);
  expect(status).toBe(7);
});

test('on an older Node.js, and none came along, it ends with one line that says what to do', () => {
  const { status, stdout, stderr } = run('-r', './old.cjs', 'scripts/run.cjs', 'program.ts');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Node\.js 24 or later is needed, .* Run "npm ci" .*\n$/);
});

test('without dependencies it ends with one line that says what to do', async () => {
  await rm(join(project, 'node_modules'), { recursive: true });
  expect(run('scripts/run.cjs', 'program.ts')).toMatchObject({
    status: 1,
    stderr: 'The dependencies are not installed. Run: npm ci\n',
  });
});

test('the file is told to end when the shell that started it is gone', async () => {
  const program = "process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1000); console.log('ready');";
  await writeFile(join(project, 'program.ts'), program);
  const start =
    "require('child_process').spawn(process.execPath, ['scripts/run.cjs', 'program.ts'], { stdio: 'inherit' })";
  const shell = spawn(process.execPath, ['-e', start], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(shell.stdout, 'readable');
  shell.kill('SIGKILL');
  expect(await text(shell.stdout)).toBe('ready\n');
});
