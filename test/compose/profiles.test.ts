import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { seenSystem } from './seen-system.ts';

const { nginx, compose } = seenSystem();

test('the notebook runs from its first cell to its last, and prints a report in Chinese', async () => {
  const file = new URL('../../examples/notebooks/first-task.ipynb', import.meta.url);
  const { cells, nbformat } = JSON.parse(await readFile(file, 'utf8')) as {
    cells: { cell_type: string; source: string[] }[];
    nbformat: number;
  };
  expect(nbformat).toBe(4);
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
  const env = { PATH: process.env.PATH ?? '', PYTHONIOENCODING: 'utf-8', API_URL: `${nginx}/api` };
  const { stdout } = await promisify(execFile)('python3', ['-c', code.join('\n')], { env });
  expect(stdout).toMatch(/^task\.created\n[\s\S]*task\.completed\ncompleted · degraded: True\n[\s\S]*人工智能/);
});

test.each(['dev', 'scale', 'lambda'])('the profile %s is one that Compose understands', async (profile) => {
  await compose('--profile', profile, 'config', '--quiet');
  await compose('--file', 'docker-compose.yml', '--file', 'docker-compose.tls.yml', 'config', '--quiet');
});
