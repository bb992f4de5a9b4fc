import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addEnvFile, parseConfig } from './config.ts';
import { messageOf } from './errors.ts';
import { showVariable } from './llm/show-variable.ts';

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

function fileOf(content: string | Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url');
  writeFileSync(file, content);
  return file;
}

test('a file without a database address in it is refused, and nothing of it is shown', () => {
  expect(() => parseConfig({ DATABASE_URL_FILE: fileOf(' \n') })).toThrow(
    /^DATABASE_URL_FILE names an empty file: \S+\. Write postgresql:\/\/.* unset DATABASE_URL_FILE/,
  );
  const utf16 = Buffer.from('postgresql://user:hunter2@host/database', 'utf16le');
  for (const content of ['hunter2', 'mysql://a:hunter2@host/b', 'postgresql://a:hunter2@h/b\nhunter2', utf16]) {
    let message = '';
    try {
      parseConfig({ DATABASE_URL_FILE: fileOf(content) });
    } catch (error) {
      message = messageOf(error);
    }
    expect(message).toMatch(/^DATABASE_URL_FILE names a file that must hold .* postgresql:\/\/user:password@host/);
    expect(message).not.toMatch(/hunter2|h.u.n.t.e.r/);
  }
});

test.each(['OPENAI_API_KEY', 'DEEPSEEK_API_KEY', 'ANTHROPIC_API_KEY', 'OPENAI_COMPATIBLE_API_KEY'] as const)(
  '%s may be in a file, of which an empty one holds no key',
  (name) => {
    const file = `${name}_FILE`;
    expect(parseConfig({ [file]: fileOf('key-of-a-file\r\n') })[name]).toBe('key-of-a-file');
    expect(parseConfig({ [file]: fileOf('key-of-a-file'), [name]: 'key' })[name]).toBe('key');
    expect(parseConfig({ [file]: fileOf('\n') })[name]).toBeUndefined();
    expect(() => parseConfig({ [file]: '/no/such/file' })).toThrow(`${file} names a file that cannot be read`);
    expect(() => parseConfig({ [file]: fileOf('hunter2\nhunter3') })).toThrow(/^(?!.*hunter).*the key alone/s);
  },
);

const asPowerShellWrites = (text: string): Uint8Array => Buffer.from(`\ufeff${text}\r\n`, 'utf16le');

test('files are read as Windows writes them: with a byte order mark, in UTF-8 or UTF-16', () => {
  const url = 'postgresql://a:b@host/c';
  for (const content of [`\ufeff${url}\r\n`, asPowerShellWrites(url)]) {
    expect(parseConfig({ DATABASE_URL_FILE: fileOf(content) }).databaseUrl).toBe(url);
  }
  for (const content of ['\ufeffPORT=1\r\nHOST=b\r\n', asPowerShellWrites('PORT=1\r\nHOST=b')]) {
    const environment = { HOST: 'a' };
    addEnvFile(fileOf(content), environment);
    expect(environment).toEqual({ HOST: 'a', PORT: '1' });
  }
});

test('white space around a value, which cmd leaves before &&, does not count', () => {
  expect(parseConfig({ HOST: '0.0.0.0 ', LOG_LEVEL: 'debug ', DATABASE_URL: 'postgresql://h/d ' })).toMatchObject({
    HOST: '0.0.0.0',
    LOG_LEVEL: 'debug',
    databaseUrl: 'postgresql://h/d',
  });
});

test('a database address is refused where its password is not encoded', () => {
  for (const url of ['postgresql://a:hunter%zz2@host/b', 'postgresql://', 'postgresql://a:hunter2/x@host/b']) {
    expect(() => parseConfig({ DATABASE_URL: url })).toThrow(/DATABASE_URL: must look like postgresql:.*percent-enc/);
    expect(() => parseConfig({ DATABASE_URL: url })).not.toThrow(/hunter/);
  }
});

test('parts of a server without its host are refused, unless an address names it', () => {
  expect(() => parseConfig({ POSTGRES_DB: 'd', POSTGRES_PASSWORD: 'hunter2' })).toThrow(
    /^POSTGRES_DB, POSTGRES_PASSWORD without POSTGRES_HOST.*Set POSTGRES_HOST/,
  );
  expect(() => parseConfig({ POSTGRES_PORT: '5433' })).toThrow(/^POSTGRES_PORT without POSTGRES_HOST/);
  for (const host of ['postgresql://h:1', 'h:5433', 'h/d', 'a@h']) {
    expect(() => parseConfig({ POSTGRES_HOST: host })).toThrow(/^POSTGRES_HOST must be the name.*POSTGRES_PORT/);
  }
  expect(parseConfig({ POSTGRES_HOST: '::1' }).databaseUrl).toBe('postgresql://postgres@[::1]:5432/postgres');
  expect(parseConfig({ POSTGRES_DB: 'd', DATABASE_URL: 'postgresql://h/e' }).databaseUrl).toBe('postgresql://h/e');
});

test('a secret file that cannot be read is said', () => {
  expect(() => parseConfig({ DATABASE_URL_FILE: '/no/such/file' })).toThrow(
    'DATABASE_URL_FILE names a file that cannot be read: /no/such/file',
  );
});

test('a secret that stands where the name of its file belongs is not told', () => {
  for (const name of ['OPENAI_API_KEY_FILE', 'API_KEYS_FILE', 'METRICS_TOKEN_FILE']) {
    expect(() => parseConfig({ [name]: 'sk-proj-secret' })).toThrow(`${name} names a file that cannot be read`);
    expect(() => parseConfig({ [name]: 'sk-proj-secret' })).not.toThrow(/secret/);
  }
  expect(showVariable('OPENAI_API_KEY_FILE', 'sk-proj-secret')).not.toContain('secret');
  expect(showVariable('OPENAI_API_KEY_FILE', './keys/openai')).toBe('./keys/openai');
});

test('keys come from the environment, from a file, and from both; an empty file does not open the system', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'keys');
  writeFileSync(file, '\ufeffbob:b\r\ncarol:c\n');
  expect(parseConfig({}).apiKeys).toBe('');
  expect(parseConfig({ API_KEYS: 'alice:a' }).apiKeys).toBe('alice:a');
  expect(parseConfig({ API_KEYS: 'alice:a', API_KEYS_FILE: file }).apiKeys).toBe('alice:a\nbob:b\r\ncarol:c');
  writeFileSync(file, '\n');
  expect(() => parseConfig({ API_KEYS_FILE: file })).toThrow(`API_KEYS_FILE names an empty file: ${file}`);
});

test('the token for metrics comes from the environment or from a file, which must hold a long one', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'token');
  writeFileSync(file, 'sixteen-letters-\n');
  expect(parseConfig({ METRICS_TOKEN_FILE: file }).METRICS_TOKEN).toBe('sixteen-letters-');
  expect(parseConfig({ METRICS_TOKEN_FILE: file, METRICS_TOKEN: 'x'.repeat(16) }).METRICS_TOKEN).toBe('x'.repeat(16));
  for (const token of ['short', 'sixteen letters and spaces', '十六个字'.repeat(4)]) {
    expect(() => parseConfig({ METRICS_TOKEN: token })).toThrow(/METRICS_TOKEN: must have at least 16 characters, all/);
    writeFileSync(file, `${token}\n`);
    expect(() => parseConfig({ METRICS_TOKEN_FILE: file })).toThrow(
      /^METRICS_TOKEN_FILE .* 16 characters, .*spaces: .*$/,
    );
  }
});

test('Redis is found by its URL and by its parts', () => {
  expect(parseConfig({ REDIS_URL: 'rediss://r:1' }).redisUrl).toBe('rediss://r:1');
  expect(parseConfig({ REDIS_HOST: 'r' }).redisUrl).toBe('redis://r:6379');
  expect(parseConfig({ REDIS_HOST: '::1', REDIS_PORT: '7', REDIS_PASSWORD: 'p/w@' }).redisUrl).toBe(
    'redis://:p%2Fw%40@[::1]:7',
  );
  for (const host of ['a b', 'r/0', 'user@r', 'r:6379'])
    expect(() => parseConfig({ REDIS_HOST: host })).toThrow('REDIS_HOST must be');
  expect(parseConfig({ REDIS_URL: 'redis://:p%2Fw@r:1/2' }).redisUrl).toBe('redis://:p%2Fw@r:1/2');
  const unnamed = ['redis:6379', 'redis://', 'redis://r:1/cache', 'redis://r?db=1'];
  for (const url of [...unnamed, 'redis://user:1/w@r:1', 'redis://user:1#w@r:1', 'redis://user:1?w@r:1'])
    expect(() => parseConfig({ REDIS_URL: url })).toThrow(
      /^The environment is not valid. REDIS_URL: must name a host,/,
    );
  expect(() => parseConfig({ REDIS_URL: 'http://r' })).toThrow('REDIS_URL: must look like redis://');
});

test('parts of a Redis without its host are refused, unless an address names it or they are empty', () => {
  expect(() => parseConfig({ REDIS_PORT: '6380', REDIS_PASSWORD: 'hunter2' })).toThrow(
    /^REDIS_PORT, REDIS_PASSWORD without REDIS_HOST.*Set REDIS_HOST/,
  );
  expect(() => parseConfig({ REDIS_PASSWORD: 'hunter2' })).toThrow(/^REDIS_PASSWORD without REDIS_HOST(?!.*hunter2)/);
  expect(parseConfig({ REDIS_PORT: '6380', REDIS_URL: 'redis://r' }).redisUrl).toBe('redis://r');
  expect(parseConfig({ REDIS_HOST: '', REDIS_PORT: '', REDIS_PASSWORD: '' }).redisUrl).toBeUndefined();
});
