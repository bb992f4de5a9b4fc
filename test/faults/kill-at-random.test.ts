import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { expectOnce } from '../../shared/testing/expect-once.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';
import { seededRandom } from './seeded-random.ts';

const kills = 10;

test('tasks survive ten kills of their worker at random moments: each ends once, and no completed step runs again', async () => {
  const seed = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31));
  process.stdout.write(`random moments of seed ${seed} (FAULT_SEED repeats them)\n`);
  const random = seededRandom(seed);
  await using model = await lendResearchModel(() => delay(20 + 100 * random()));
  await using hosts = await lendHosts(model.environment);
  await hosts.client.addDocuments([researchDocument]);

  const posted = new Map<string, string>();
  for (let kill = 1; kill <= kills; kill += 1) {
    const queries = [1, 2, 3].map((task) => `人工智能与医疗 ${kill}-${task}`);
    for (const query of queries) posted.set(await hosts.client.post(query), query);
    await delay(900 * random());
    expect(await hosts.worker().kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await hosts.start();
  }

  const restarted = Date.now();
  let repeated = 0;
  let last = restarted;
  for (const [id, query] of posted) {
    const task = await hosts.client.waitForEnd(id);
    await expectOnce(task, query, { client: hosts.client, model });
    repeated += task.steps.filter(({ attempts }) => attempts > 1).length;
    last = Math.max(last, Date.parse(task.finished_at ?? ''));
  }
  process.stdout.write(
    `${posted.size} tasks, ${repeated} steps repeated; all done ${last - restarted} ms after the last restart\n`,
  );
  expect(repeated, 'steps that a kill interrupted').toBeGreaterThan(0);
}, 240_000);
