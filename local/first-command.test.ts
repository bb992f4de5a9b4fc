import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firstCommand } from './first-command.ts';

test.each(['linux', 'win32'] as const)('the first command is the one of the README: %s', (platform) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replaceAll(/ [\\`]\n +/g, ' ');
  expect(readme).toContain(firstCommand('http://localhost:8000', platform, false));
});

test.each(['linux', 'win32'] as const)('where keys are asked for, the command shows where one goes: %s', (platform) => {
  expect(firstCommand('http://localhost:8000', platform, true)).toContain('Bearer KEY');
});
