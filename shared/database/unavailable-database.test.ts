import { expect, test } from 'vitest';
import { Unavailable } from '../errors.ts';
import { openPostgres } from './postgres.ts';
import { asUnavailable } from './unavailable-database.ts';

test('a server that is not there makes every call Unavailable', async () => {
  const database = openPostgres('postgresql://nobody@127.0.0.1:9/none', 2);
  await expect(database.query('select 1')).rejects.toBeInstanceOf(Unavailable);
  await expect(database.transaction(async () => {})).rejects.toBeInstanceOf(Unavailable);
  await expect(database.execute('select 1')).rejects.toBeInstanceOf(Unavailable);
  await database.close();
});

test('other errors stay what they are', () => {
  const duplicate = Object.assign(new Error('duplicate key'), { code: '23505' });
  expect(asUnavailable(duplicate)).toBe(duplicate);
  expect(asUnavailable('text')).toBe('text');
});

test('a server that can store nothing says why', () => {
  const full = Object.assign(new Error('could not extend file "base/5/16384"'), { code: '53100' });
  expect(asUnavailable(full)).toBeInstanceOf(Unavailable);
  expect(String(asUnavailable(full))).toContain('its disk is full');
});

test.each(['40P01', '40001'])('what was rolled back for the sake of others (%s) may be tried again', (code) => {
  const error = asUnavailable(Object.assign(new Error('rolled back'), { code }));
  expect(error).toBeInstanceOf(Unavailable);
  expect(error).toMatchObject({ retryable: true, message: expect.stringContaining('Try again') });
});
