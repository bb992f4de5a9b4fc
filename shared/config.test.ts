import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

test('nothing set gives the documented defaults', () => {
  expect(parseConfig({})).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 8000,
    METRICS_PORT: 9100,
    DATA_DIR: './data',
    databaseUrl: undefined,
  });
});

test('empty values count as absent', () => {
  expect(parseConfig({ PORT: '', DATABASE_URL: ' ', OPENAI_API_KEY: '' })).toMatchObject({
    PORT: 8000,
    databaseUrl: undefined,
  });
});

test('every bad value is named in one line', () => {
  expect(() => parseConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' })).toThrow(
    /^[^\n]*PORT[^\n]*LOG_LEVEL[^\n]*DATABASE_URL[^\n]*$/,
  );
});

test('a database is found by its URL, by a file that has it, and by its parts', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url');
  writeFileSync(file, 'postgresql://a:b@host:5432/c\n');
  expect(parseConfig({ DATABASE_URL: 'postgres://u@h/d' }).databaseUrl).toBe('postgres://u@h/d');
  expect(parseConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgresql://a:b@host:5432/c');
  expect(
    parseConfig({ POSTGRES_HOST: 'h', POSTGRES_USER: 'u@x', POSTGRES_PASSWORD: 'p/w', POSTGRES_DB: 'd' }).databaseUrl,
  ).toBe('postgresql://u%40x:p%2Fw@h:5432/d');
});

test('a secret file that cannot be read is said', () => {
  expect(() => parseConfig({ DATABASE_URL_FILE: '/no/such/file' })).toThrow(
    'DATABASE_URL_FILE names a file that cannot be read: /no/such/file',
  );
});
