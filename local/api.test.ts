import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetupError } from '../shared/errors.ts';
import { contractFunctions } from '../shared/testing/contract-endpoints.ts';
import {
  describeHttpContract,
  expectProblem,
  type WireAnswer,
  type WireRequest,
} from '../shared/testing/http-contract.ts';
import { type RunningApi, startApi } from './api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ host: '127.0.0.1', port: 0, functions: contractFunctions });
});
afterAll(() => api.close());

async function send({ path, body, ...request }: WireRequest): Promise<WireAnswer> {
  // As bytes: for text, fetch would add a content type.
  const response = await fetch(api.url + path, {
    ...request,
    body: typeof body === 'string' ? Buffer.from(body) : (body ?? null),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

describeHttpContract('the local server', send);

describe('the local server', () => {
  test('an unknown path is a 404 that points to the docs', async () => {
    const answer = await send({ path: '/nothing/here' });
    expect(answer.status).toBe(404);
    expectProblem(answer, /\/docs/);
  });

  test('an unknown path with a body is a 404 too', async () => {
    const answer = await send({ method: 'POST', path: '/nothing', body: 'x'.repeat(3_000_000) });
    expect(answer.status).toBe(404);
    expectProblem(answer, /\/docs/);
  });

  test('/metrics is a 404 that points to the metrics port', async () => {
    const answer = await send({ path: '/metrics' });
    expect(answer.status).toBe(404);
    expectProblem(answer, /METRICS_PORT.*9100/);
  });

  test('a path with a slash at its end is the same path', async () => {
    expect((await send({ path: '/page/' })).status).toBe(200);
  });

  test('a path that has several methods allows all of them', async () => {
    const answer = await send({ method: 'PATCH', path: '/notes/1' });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow?.split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS']);
    expect((await send({ method: 'OPTIONS', path: '/notes/1' })).headers.allow).toBe(answer.headers.allow);
  });

  test('answers of known length are never chunked', async () => {
    for (const path of ['/page', '/notes/1', '/nothing']) {
      const { headers } = await send({ path });
      expect(headers['transfer-encoding']).toBeUndefined();
      expect(headers['content-length']).toMatch(/^\d+$/);
    }
  });

  test('a taken port is a SetupError that names it', async () => {
    const port = Number(new URL(api.url).port);
    const second = startApi({ host: '127.0.0.1', port, functions: [] });
    await expect(second).rejects.toThrow(SetupError);
    await expect(second).rejects.toThrow(new RegExp(`Port ${port} .* is taken`));
  });
});
