import { describe, expect, test } from 'vitest';
import { expectOnce } from '../../shared/testing/expect-once.ts';
import { type HeldMoment, holdCommits } from '../../shared/testing/hold-commits.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';

const steps = ['research-plan', 'research-retrieve', 'research-analyze', 'research-report'];

/** Kills the worker at the moment of each step's commit, each time on another task, and sees them all to their end. */
async function killAt(moment: HeldMoment) {
  await using model = await lendResearchModel();
  await using hosts = await lendHosts(model.environment);
  const { client, database } = hosts;
  if (!database) throw new Error('this test needs a Postgres server');
  await client.addDocuments([researchDocument]);
  const holdAt = await holdCommits({ database });

  const posted: { id: string; query: string; step: string; killed: number }[] = [];
  let restarted = 0;
  for (const step of steps) {
    const query = `人工智能与医疗：${step}, killed ${moment}`;
    let id = '';
    await holdAt(
      { query, step, moment },
      async () => {
        id = await client.post(query, { input: { questions: 1 } });
      },
      async () => {
        await hosts.worker().kill('SIGKILL');
        posted.push({ id, query, step, killed: Date.now() });
      },
    );
    await hosts.start();
    restarted = Date.now();
  }

  return await Promise.all(
    posted.map(async ({ id, query, step, killed }) => {
      const task = await client.waitForEnd(id);
      const events = await expectOnce(task, query, { client, model });
      const started = events.findLast(({ type, data }) => type === 'step.started' && data.name === step);
      process.stdout.write(
        `${step}, killed ${moment}: ended ${Date.parse(task.finished_at ?? '') - restarted} ms after the last restart\n`,
      );
      return {
        step,
        attempts: Math.max(...task.steps.filter(({ name }) => name === step).map(({ attempts }) => attempts)),
        calls: model.count({ query, step }),
        startedAfterKill: Date.parse(started?.data.at ?? '') > killed,
      };
    }),
  );
}

describe.runIf(testServer)('on Postgres', () => {
  test('a worker killed right before a step commits: the step runs again, and the task ends once', async () => {
    const ended = await killAt('before commit');
    expect(ended).toEqual([
      { step: 'research-plan', attempts: 2, calls: 2, startedAfterKill: true },
      { step: 'research-retrieve', attempts: 2, calls: 0, startedAfterKill: true },
      { step: 'research-analyze', attempts: 2, calls: 2, startedAfterKill: true },
      { step: 'research-report', attempts: 2, calls: 2, startedAfterKill: true },
    ]);
  }, 180_000);

  test('a worker killed as a step commits, before it knows: the step does not run again, and the task ends once', async () => {
    const ended = await killAt('in commit');
    expect(ended).toEqual([
      { step: 'research-plan', attempts: 1, calls: 1, startedAfterKill: false },
      { step: 'research-retrieve', attempts: 1, calls: 0, startedAfterKill: false },
      { step: 'research-analyze', attempts: 1, calls: 1, startedAfterKill: false },
      { step: 'research-report', attempts: 1, calls: 1, startedAfterKill: false },
    ]);
  }, 180_000);
});
