import { describe, expect, test } from 'vitest';
import { expectOnce } from '../../shared/testing/expect-once.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, type ResearchCall, researchDocument } from '../../shared/testing/lend-research-model.ts';

const asking = ['research-plan', 'research-analyze', 'research-report'];

/** Lends a system whose whole process is killed once a task has come to a moment; that of a model's answer is told first. */
async function lendKilled() {
  let onCall = (_call: ResearchCall) => {};
  const model = await lendResearchModel((call) => onCall(call));
  const hosts = await lendHosts(model.environment);
  const { client } = hosts;
  await client.addDocuments([researchDocument]);
  return {
    client,
    /** Resolves `milliseconds` after the model's answer to the step leaves, which is when its commit comes. */
    answered: (step: string, milliseconds: number) =>
      new Promise<void>((resolve) => {
        onCall = (call) => {
          if (call.step === step) setTimeout(resolve, milliseconds);
        };
      }),
    /** Runs a task of its own, kills at the moment, starts again, and says how often the step was tried and the model asked. */
    async killAt(name: string, step: string, moment: (id: string, stop: AbortSignal) => Promise<void>) {
      const query = `人工智能与医疗：${step}, ${name}`;
      const stop = new AbortController();
      const id = await client.post(query, { input: { questions: 1 } });
      await moment(id, stop.signal);
      await hosts.worker().kill('SIGKILL');
      stop.abort();
      await hosts.start();
      const task = await client.waitForEnd(id);
      await expectOnce(task, query, { client, model });
      const attempts = task.steps.find((one) => one.name === step)?.attempts;
      return { step, attempts, calls: model.count({ query, step }) };
    },
    async [Symbol.asyncDispose]() {
      await hosts[Symbol.asyncDispose]();
      await model[Symbol.asyncDispose]();
    },
  };
}

/** The database lives in the killed process, so the moments are those that can be seen from outside. */
describe.runIf(!testServer)('on PGlite', () => {
  test('a system killed as a step is about to commit finishes the task once, with one model call an attempt', async () => {
    await using system = await lendKilled();
    for (const step of asking) {
      for (const milliseconds of [0, 6]) {
        const answered = system.answered(step, milliseconds);
        const ended = await system.killAt(`${milliseconds} ms after the answer`, step, () => answered);
        expect([1, 2]).toContain(ended.attempts);
        expect(ended.calls).toBe(ended.attempts);
      }
    }
  }, 240_000);

  test('a system killed right after a step has committed does not run it again', async () => {
    await using system = await lendKilled();
    for (const step of ['research-retrieve', ...asking]) {
      const ended = await system.killAt('completed', step, async (id, stop) => {
        for await (const { type, data } of system.client.follow(id, stop)) {
          if (type === 'step.completed' && data.name === step) return;
        }
      });
      expect(ended).toEqual({ step, attempts: 1, calls: step === 'research-retrieve' ? 0 : 1 });
    }
  }, 180_000);
});
