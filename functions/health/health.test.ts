import { describe, expect, test, vi } from 'vitest';
import type { Database, QueryResult } from '../../shared/database/database.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { checkDatabase } from './database-check.ts';
import { endpoint } from './index.ts';

/** A database that answers as `query` does, and refuses all else. */
const answering = (query: () => Promise<QueryResult<never>>) => ({ query }) as unknown as Database;
const broken = answering(() => Promise.reject(new Error('connection refused')));

describe('GET /health', () => {
  test('is ok while the database answers', async () => {
    await using lent = await lendDatabase();
    const { status, json } = await invoke(endpoint, lent);
    expect(status).toBe(200);
    expect(json).toMatchObject({ status: 'ok', live: true, ready: true, checks: { database: { status: 'up' } } });
  });

  test('is a 503 that names what is down and why', async () => {
    const { status, json, headers } = await invoke(endpoint, { database: broken });
    expect(status).toBe(503);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(json).toMatchObject({
      status: 'unavailable',
      live: true,
      ready: false,
      checks: { database: { status: 'down', reason: 'connection refused' } },
    });
  });

  test('asks nothing but the process with probe=live', async () => {
    const { status, json } = await invoke(endpoint, { database: broken }, { query: { probe: 'live' } });
    expect(status).toBe(200);
    expect(json).toMatchObject({ live: true, checks: {} });
  });

  test('refuses another probe', async () => {
    const { status, json } = await invoke(endpoint, { database: broken }, { query: { probe: 'deep' } });
    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ path: 'probe' }]);
  });
});

describe('asking the database', () => {
  test('gives up on one that hangs, and does not ask it again meanwhile', async () => {
    const query = vi.fn(() => new Promise<never>(() => {}));
    const database = answering(query);
    const hung = { status: 'down', reason: 'no answer within 0.01 s' };
    expect(await checkDatabase(database, 0.01)).toEqual(hung);
    expect(await checkDatabase(database, 0.01)).toEqual(hung);
    expect(query).toHaveBeenCalledTimes(1);
  });
});
