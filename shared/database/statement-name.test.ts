import { expect, test } from 'vitest';
import { statementName } from './statement-name.ts';

test.each([
  ['insert into tasks (id) values ($1)', 'insert tasks'],
  ['with x as (select 1 from steps) update pgboss.job j set state = 1', 'update pgboss.job'],
  ['delete from sessions where id = $1', 'delete sessions'],
  ['select title from documents where id = $1', 'select documents'],
  ['select pg_advisory_xact_lock($1)', 'select'],
  ['set jit = off', 'set'],
])('%s is called %s', (text, name) => {
  expect(statementName(text)).toBe(name);
});
