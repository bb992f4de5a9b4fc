import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dockerfileFaults } from './dockerfile-rules.ts';

const dockerfile = readFileSync(new URL('../../Dockerfile.function', import.meta.url), 'utf8');

test('the Dockerfile is valid and keeps the rules', () => {
  expect(dockerfileFaults(dockerfile)).toEqual([]);
});

test.each([
  ['line 5: Unknown instruction: RUNN', 'ARG BASE_IMAGE', 'RUNN x\nARG BASE_IMAGE'],
  ['not so: bases are arguments, or stages', /FROM .*BASE_IMAGE.$/m, 'FROM node:24'],
  ['not so: bases have tags that stay', 'lambda/nodejs:24', 'lambda/nodejs:latest'],
  ['not so: nothing is added from elsewhere', 'COPY . .', 'ADD . .'],
  ['not so: nothing is installed by the system', 'npm run build', 'apt-get install git'],
  ['not so: packages are those of the lockfile', 'npm ci', 'npm install'],
  ['not so: no secret is an argument or a variable', 'ARG VERSION=unknown', 'ARG NPM_TOKEN'],
  ['not so: the last stage takes only what was built', /COPY .*FUNCTION.*$/m, 'COPY . .'],
  ['not so: it runs as somebody else than root', /USER .*RUN_AS.$/m, 'USER root'],
  ['not so: its command is a list', 'CMD ["index.handler"]', 'CMD index.handler'],
  ['not so: its labels say what it is', 'image.licenses', 'image.license'],
])('%s', (fault, text, replacement) => {
  const changed = dockerfile.replace(text, replacement);
  expect(changed).not.toBe(dockerfile);
  expect(dockerfileFaults(changed)).toContain(fault);
});

test('nothing goes to the builder but what is named, and never what holds secrets', () => {
  const lines = readFileSync(new URL('../../.dockerignore', import.meta.url), 'utf8').split('\n');
  const rules = lines.filter((line) => line && !line.startsWith('#'));
  expect(rules[0]).toBe('*');
  expect(rules).toEqual(expect.arrayContaining(['**/.env*', '**/node_modules']));
  // Later lines win: what is let in again comes before what is kept out.
  expect(rules.findLastIndex((rule) => rule.startsWith('!'))).toBeLessThan(rules.indexOf('**/.env*'));
});
