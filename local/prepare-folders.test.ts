import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareFolders } from './prepare-folders.ts';

/** As in its container: only root gives folders to others. */
const root = process.getuid?.() === 0;
const owner = 1000;

describe.runIf(root)('preparing folders', () => {
  const begin = () => {
    const folder = mkdtempSync(join(tmpdir(), 'prepared-'));
    const data = join(folder, 'data');
    const prepare = (password?: string) =>
      prepareFolders({ data, logs: join(folder, 'logs'), owner, databaseUrl: 'postgresql://u@postgres/d', password });
    const secret = (name: string) => readFileSync(join(data, 'secrets', name), 'utf8');
    return { data, prepare, secret };
  };

  test('makes what services write into, and secrets that only their user can read', () => {
    const { data, prepare, secret } = begin();
    prepare();
    expect(readdirSync(data).sort()).toEqual(['grafana', 'notebooks', 'prometheus', 'secrets']);
    expect(secret('database_url')).toBe(`postgresql://u:${secret('postgres_password')}@postgres/d`);
    expect(secret('metrics_token').length).toBeGreaterThan(16);
    const found = ['', 'postgres_password', 'openai_api_key'].map((name) => statSync(join(data, 'secrets', name)));
    expect(found.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '400', '600']);
    expect(found.map(({ uid }) => uid)).toEqual([owner, owner, owner]);
  });

  test('keeps at the next start what it has made, and the keys that were written', () => {
    const { data, prepare, secret } = begin();
    prepare();
    const before = [secret('postgres_password'), secret('metrics_token'), secret('anthropic_api_key')];
    expect(before[2]).toBe('');
    writeFileSync(join(data, 'secrets/anthropic_api_key'), 'key-of-a-file\n');
    prepare();
    const after = [secret('postgres_password'), secret('metrics_token'), secret('anthropic_api_key')];
    expect(after).toEqual([before[0], before[1], 'key-of-a-file\n']);
  });

  test('takes a chosen password, with its characters escaped, until a database has another one', () => {
    const { data, prepare, secret } = begin();
    prepare('p@ss/word');
    expect(secret('postgres_password')).toBe('p@ss/word');
    expect(new URL(secret('database_url')).password).toBe('p%40ss%2Fword');
    prepare('another');
    mkdirSync(join(data, 'postgres/18'), { recursive: true });
    expect(() => prepare('a third')).toThrow(/POSTGRES_PASSWORD is not the password/);
    expect(secret('postgres_password')).toBe('another');
  });
});
