import { describe, expect, test } from 'vitest';
import { expectOnce } from '../../shared/testing/expect-once.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, type ResearchCall, researchDocument } from '../../shared/testing/lend-research-model.ts';

const steps = ['research-plan', 'research-retrieve', 'research-analyze', 'research-report'];

/** Milliseconds from the model's answer to the kill: about what the step takes to commit. */
const answerToKill = [0, 4, 8];

/**
 * Kills the whole system around each step's commit, each time on another task. The database lives in that process, so the
 * moments are those that can be seen from outside: the model's answer leaves just before, the event comes just after.
 */
async function killAround(step: string, moment: 'before' | 'after', milliseconds = 0) {
  const query = `人工智能与医疗：${step}, killed ${moment} its commit, ${milliseconds}`;
  const told = new AbortController();
  const answered = Promise.withResolvers<void>();
  await using model = await lendResearchModel((call) => {
    if (call.step === step && moment === 'before') setTimeout(answered.resolve, milliseconds);
  });
  await using hosts = await lendHosts(model.environment);
  const { client } = hosts;
  await client.addDocuments([researchDocument]);
  const id = await client.post(query, { input: { questions: 1 } });
  const sought = moment === 'after' ? 'step.completed' : 'step.started';
  const seen = async () => {
    for await (const { type, data } of client.follow(id, told.signal))
      if (type === sought && data.name === step) return;
  };
  await (moment === 'before' && step !== 'research-retrieve' ? answered.promise : seen());
  await hosts.worker().kill('SIGKILL');
  told.abort();
  await hosts.start();
  const task = await client.waitForEnd(id);
  await expectOnce(task, query, { client, model });
  const attempts = Math.max(...task.steps.filter(({ name }) => name === step).map((one) => one.attempts));
  return { attempts, calls: model.count({ query, step: step as ResearchCall['step'] }) };
}

describe.runIf(!testServer)('on PGlite', () => {
  test.for(steps)(
    'a system killed right before %s commits finishes the task once, with one model call an attempt',
    async (step) => {
      for (const milliseconds of step === 'research-retrieve' ? [0] : answerToKill) {
        const { attempts, calls } = await killAround(step, 'before', milliseconds);
        expect([1, 2]).toContain(attempts);
        expect(calls).toBe(step === 'research-retrieve' ? 0 : attempts);
      }
    },
    180_000,
  );

  test.for(steps)(
    'a system killed right after %s commits does not run it again',
    async (step) => {
      expect(await killAround(step, 'after')).toEqual({ attempts: 1, calls: step === 'research-retrieve' ? 0 : 1 });
    },
    180_000,
  );
});
