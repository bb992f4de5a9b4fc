import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

test('a folder is made with those above it, also by several at once, and again', async () => {
  const root = await mkdtemp(join(tmpdir(), 'folder-'));
  const folder = join(root, 'a', 'b');
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(join(folder, 'c'))]);
  await makeFolder(folder);
  expect((await stat(join(folder, 'c'))).isDirectory()).toBe(true);
  await writeFile(join(root, 'file'), '');
  await expect(makeFolder(join(root, 'file'))).rejects.toThrow('EEXIST');
  await rm(root, { recursive: true });
});
