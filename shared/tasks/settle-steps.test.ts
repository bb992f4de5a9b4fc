import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Database } from '../database/database.ts';
import { settleSteps } from './settle-steps.ts';
import type { StepOutcome } from './step-outcome.ts';

const outcome: StepOutcome = {
  task_id: crypto.randomUUID(),
  step: 'count-split',
  key: 'all',
  job: { id: crypto.randomUUID(), name: 'count-split', retry_count: 0 },
  attempt: 1,
  usage: { provider: null, model: null, input_tokens: 0, output_tokens: 0, cost_usd: 0, degraded_reason: null },
  kind: 'completed',
  output: {},
};
const settler = { workerId: 'w', advance: () => ({ kind: 'wait' as const }), queues: [], goesOn: () => true };

test('a connection that is lost while outcomes are written rejects the call, and leaves no error that would end the process', async () => {
  const lost = new Error('the connection was lost');
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  const database: Pick<Database, 'transaction'> = {
    async transaction(work) {
      await work({
        query: (text) =>
          text.includes('step_changes') ? Promise.reject(lost) : Promise.resolve({ rows: [], rowCount: 0 }),
      });
      throw lost;
    },
  };
  await expect(settleSteps([outcome], settler, { database: database as Database })).rejects.toBe(lost);
  await turn();
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
});
