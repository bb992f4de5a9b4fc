import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { expectOnce } from '../../shared/testing/expect-once.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';

const query = '人工智能与医疗';

test('SIGTERM lets a running step finish, and exits 0', async () => {
  await using model = await lendResearchModel(({ step }) => (step === 'research-plan' ? delay(1500) : undefined));
  await using hosts = await lendHosts(model.environment);
  await hosts.client.addDocuments([researchDocument]);
  const id = await hosts.client.post(query);
  await vi.waitFor(() => expect(model.count({ query, step: 'research-plan' })).toBe(1), { timeout: 20_000 });
  expect(await hosts.worker().kill('SIGTERM')).toEqual({ code: 0, signal: null });
  await hosts.start();
  const task = await hosts.client.waitForEnd(id);
  const events = await expectOnce(task, query, { client: hosts.client, model });
  expect(events.map(({ type }) => type)).not.toContain('step.released');
  expect(model.count({ query, step: 'research-plan' })).toBe(1);
}, 120_000);

test('SIGTERM hands back a step that does not finish in time, exits 0, and the step runs again at once', async () => {
  let hangs = true;
  await using model = await lendResearchModel(() => (hangs ? new Promise(() => {}) : undefined));
  await using hosts = await lendHosts(model.environment);
  await hosts.client.addDocuments([researchDocument]);
  const id = await hosts.client.post(query);
  await vi.waitFor(() => expect(model.count({ query, step: 'research-plan' })).toBe(1), { timeout: 20_000 });
  expect(await hosts.worker().kill('SIGTERM')).toEqual({ code: 0, signal: null });
  hangs = false;
  await hosts.start();
  const task = await hosts.client.waitForEnd(id);
  const events = await expectOnce(task, query, { client: hosts.client, model });
  expect(events.filter(({ type }) => type === 'step.released').map(({ data }) => data.name)).toEqual(['research-plan']);
  expect(task.steps[0]).toMatchObject({ name: 'research-plan', attempts: 2 });
}, 120_000);

test('SIGTERM answers a request that waits for its task with a 202, and exits 0', async () => {
  await using model = await lendResearchModel(() => new Promise(() => {}));
  await using hosts = await lendHosts(model.environment);
  const waiting = fetch(`${hosts.url()}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', prefer: 'wait=30' },
    body: JSON.stringify({ query, agent_type: 'research' }),
  });
  await vi.waitFor(() => expect(model.count({ query, step: 'research-plan' })).toBe(1), { timeout: 20_000 });
  const ended = hosts.api().kill('SIGTERM');
  expect((await waiting).status).toBe(202);
  expect(await ended).toEqual({ code: 0, signal: null });
}, 120_000);
