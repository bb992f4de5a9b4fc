import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';

/** Lends a model server that never answers, and counts the calls that it got and those whose client went away. */
async function lendSilentModel() {
  const seen = { calls: 0, closed: 0 };
  const server = createServer((_request, response) => {
    seen.calls += 1;
    response.on('close', () => (seen.closed += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    seen,
    environment: { OPENAI_API_KEY: 'any', OPENAI_BASE_URL: url },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a cancel reaches the running model call, frees the worker for the next task, and nothing of the task runs afterwards', async () => {
  await using model = await lendSilentModel();
  await using hosts = await lendHosts({ ...model.environment, WORKER_SLOTS: '1' });
  const { client } = hosts;
  const sees = (seen: typeof model.seen) => vi.waitFor(() => expect(model.seen).toEqual(seen), { timeout: 20_000 });

  const first = await client.post('first');
  await sees({ calls: 1, closed: 0 });
  const second = await client.post('second');
  const cancelled = await client.call(`/tasks/${first}/cancel`, {});
  expect(cancelled.status).toBe(200);
  expect(await cancelled.json()).toMatchObject({ status: 'cancelled' });
  await sees({ calls: 2, closed: 1 });

  const task = await client.read(first);
  expect(task).toMatchObject({
    status: 'cancelled',
    result: null,
    steps: [{ name: 'research-plan', status: 'cancelled', attempts: 1 }],
  });
  expect((await client.events(first)).map(({ type }) => type)).toEqual([
    'task.created',
    'step.started',
    'task.cancelled',
  ]);
  expect((await client.read(second)).status).toBe('processing');

  const again = await client.call(`/tasks/${first}/cancel`, {});
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ code: 'conflict', detail: expect.stringContaining('it is cancelled') });
  expect((await client.call(`/tasks/${second}/cancel`, {})).status).toBe(200);
  await sees({ calls: 2, closed: 2 });
}, 90_000);

test('a task that is cancelled before it began never begins', async () => {
  await using model = await lendSilentModel();
  await using hosts = await lendHosts({ ...model.environment, WORKER_SLOTS: '1' });
  const { client } = hosts;
  const first = await client.post('first');
  await vi.waitFor(() => expect(model.seen.calls).toBe(1), { timeout: 20_000 });
  const waiting = await client.post('waiting');
  const last = await client.post('last');
  expect((await client.call(`/tasks/${waiting}/cancel`, {})).status).toBe(200);
  await client.call(`/tasks/${first}/cancel`, {});
  await vi.waitFor(async () => expect((await client.read(last)).status).toBe('processing'), { timeout: 20_000 });
  expect(await client.read(waiting)).toMatchObject({ status: 'cancelled', started_at: null, steps: [{ attempts: 0 }] });
}, 90_000);
