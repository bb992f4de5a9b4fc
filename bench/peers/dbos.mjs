// DBOS Transact: workflows of steps that do nothing, run by this process.
import { DBOS } from '@dbos-inc/dbos-sdk';
import { answerCalls } from '../answer-calls.ts';
import { clock } from '../statistics.ts';

const startedAt = [];

const chain = DBOS.registerWorkflow(
  async (steps) => {
    const times = [];
    for (let step = 0; step < steps; step++) {
      await DBOS.runStep(async () => void times.push(clock()), { name: `step-${step}` });
    }
    startedAt.push(times);
  },
  { name: 'chain' },
);

answerCalls({
  async launch({ url }) {
    DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, logLevel: 'error' });
    await DBOS.launch();
  },
  /** Runs `workflows` workflows, `atOnce` of them at a time; returns the seconds, and when each one's steps started. */
  async chains({ workflows, atOnce, steps }) {
    startedAt.length = 0;
    let left = workflows;
    const start = clock();
    const lane = async () => {
      while (left-- > 0) await (await DBOS.startWorkflow(chain)(steps)).getResult();
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return { seconds: (clock() - start) / 1000, startedAt };
  },
});
