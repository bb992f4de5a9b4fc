import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { TaskDetail } from '../api/types.ts';
import { curlCommand, powershellCommand, requestOf } from './commands.ts';

const task = {
  query: '它是什么？\'"$(touch x)`\n‘’',
  agent_type: 'research',
  priority: 'high',
  input: {},
  metadata: { team: 'a' },
  max_cost_usd: null,
} as unknown as TaskDetail;

test('the request has what was asked, and nothing that was not', () => {
  const { query } = task;
  expect(requestOf(task)).toEqual({ query, agent_type: 'research', priority: 'high', metadata: { team: 'a' } });
});

test('a shell gives curl exactly the request, whatever quotes are in it', () => {
  const command = curlCommand('http://host', requestOf(task));
  const given = execFileSync('bash', ['-c', `curl() { printf '%s\\0' "$@"; }; ${command}`], { encoding: 'utf8' });
  const words = given.split('\0');
  expect(words).toContain('http://host/tasks');
  expect(JSON.parse(words[words.indexOf('-d') + 1] ?? '')).toEqual(requestOf(task));
});

test('PowerShell reads every quote, typographic ones too, as part of the text', () => {
  const command = powershellCommand('http://host', requestOf(task));
  const [, literal = ''] = /GetBytes\('(.*)'\)\)$/s.exec(command) ?? [];
  expect(literal).not.toMatch(/(?<!['‘’])(?:['‘’]{2})*['‘’](?!['‘’])/);
  expect(JSON.parse(literal.replaceAll(/(['‘’])\1/g, '$1'))).toEqual(requestOf(task));
});
