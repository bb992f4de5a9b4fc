import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'is-program-'));
  const isProgram = pathToFileURL(join(import.meta.dirname, 'is-program.ts')).href;
  const program = `import { isProgram } from '${isProgram}'; console.log(isProgram(import.meta.url));`;
  await writeFile(join(folder, 'program.mjs'), program);
  await writeFile(join(folder, 'other.mjs'), "import './program.mjs';");
  await symlink(join(folder, 'program.mjs'), join(folder, 'link.mjs'));
  return () => rm(folder, { recursive: true });
});

const run = (...given: string[]) => execFileSync(process.execPath, given, { cwd: folder, encoding: 'utf8' }).trim();

test.each(['program.mjs', './program.mjs', 'link.mjs'])(
  'a module is the program when Node.js starts with %s',
  (path) => {
    expect(run(path)).toBe('true');
  },
);

test('a module that another program imports is not the program', () => {
  expect(run('other.mjs')).toBe('false');
  expect(run('-e', "import('./program.mjs')", 'an argument')).toBe('false');
});
