import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningApi } from '../../local/api.ts';
import { discoverFunctions } from '../../local/discover-functions.ts';
import { expectProblem } from '../../shared/testing/http-contract.ts';
import { lendPostgres, testServer } from '../../shared/testing/lend-database.ts';

const key = 'planted-0123456789abcdef';
const open = ['/health', '/openapi.json', '/docs', '/docs/{file}', '/console', '/console/{file}', '/'];

const { endpoints } = await discoverFunctions();
const routes = endpoints.flatMap(({ endpoint: { method, path, otherPaths = [] } }) =>
  [path, ...otherPaths].map((one) => ({ method, path: one })),
);

let api: RunningApi;
let closeAll: () => Promise<unknown>;

beforeAll(async () => {
  const lent = testServer ? await lendPostgres(testServer) : undefined;
  if (lent) process.env.DATABASE_URL = lent.url;
  else process.env.DATA_DIR = 'memory://';
  process.env.API_KEYS = `tester:${key}`;
  // Only now: the configuration is read once.
  const { liveDatabase } = await import('../../shared/database/live.ts');
  const { liveNotices } = await import('../../shared/tasks/live.ts');
  const { prepareDatabase } = await import('../../shared/agents/prepare-database.ts');
  const { startApi } = await import('../../local/api.ts');
  await prepareDatabase({ database: liveDatabase });
  api = await startApi({ host: '127.0.0.1', port: 0 });
  closeAll = async () => {
    await api.close();
    await liveNotices.close();
    await liveDatabase.close();
    await lent?.[Symbol.asyncDispose]();
  };
});
afterAll(() => closeAll());

async function send(method: string, path: string, headers: Record<string, string>) {
  const url = api.url + path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
  const body = method === 'GET' || method === 'OPTIONS' ? null : '{"nonsense":true}';
  const response = await fetch(url, { method, headers, body });
  const headersOf = Object.fromEntries(response.headers);
  const answer = { status: response.status, headers: headersOf, text: '' };
  // A stream without an end would be read for ever.
  if (headersOf['content-type']?.startsWith('text/event-stream')) await response.body?.cancel();
  else answer.text = await response.text();
  return answer;
}

describe.each(routes)('$method $path', ({ method, path }) => {
  test.runIf(open.includes(path))('is open', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong-0123456789abcdef' }]) {
      expect((await send(method, path, headers)).status).not.toBe(401);
    }
  });

  test.runIf(!open.includes(path))('asks for a key, refuses a wrong one, and takes a right one', async () => {
    const none = await send(method, path, {});
    expect(none.status).toBe(401);
    expect(none.headers['www-authenticate']).toBe('Bearer realm="multi-agent-system"');
    expectProblem(none, /A key is needed.*curl.*PowerShell/);
    for (const headers of [{ authorization: 'Bearer wrong-0123456789abcdef' }, { 'x-api-key': key.slice(1) }]) {
      const wrong = await send(method, path, headers);
      expect(wrong.status).toBe(401);
      expect(wrong.headers['www-authenticate']).toMatch(/^Bearer realm=".*", error="invalid_token"/);
      expectProblem(wrong, /This key is not known/);
    }
    for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }]) {
      const { status, text } = await send(method, path, headers);
      expect(status).not.toBe(401);
      expect(status).toBeLessThan(500);
      expect(text).not.toContain(key);
    }
  });

  test('tells without a key which methods it has', async () => {
    expect((await send('OPTIONS', path, {})).status).toBe(204);
  });
});
