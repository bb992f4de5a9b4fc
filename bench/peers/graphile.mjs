// graphile-worker: adds jobs in one process, runs them in another. Both note times on the machine's clock.
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { answerCalls } from '../answer-calls.ts';
import { clock } from '../statistics.ts';

const logger = new Logger(() => () => {});
const startedAt = [];

answerCalls({
  async migrate({ connectionString }) {
    const utils = await makeWorkerUtils({ connectionString, logger });
    await utils.migrate();
    await utils.release();
  },
  /** Runs a worker, with its own defaults, until the process ends. */
  async work({ connectionString, concurrency }) {
    const taskList = {
      noop: async ({ index }) => {
        startedAt[index] = clock();
      },
    };
    await run({ connectionString, concurrency, taskList, logger, noHandleSignals: true });
  },
  startedAt: async () => startedAt,
  /** Adds `count` jobs, one after another with a pause; returns when each one was committed. */
  async add({ connectionString, count, pauseMs }) {
    const utils = await makeWorkerUtils({ connectionString, logger });
    const addedAt = [];
    for (let index = 0; index < count; index++) {
      await utils.addJob('noop', { index });
      addedAt.push(clock());
      await sleep(pauseMs);
    }
    await utils.release();
    return addedAt;
  },
});
