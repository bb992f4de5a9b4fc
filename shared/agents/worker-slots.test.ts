import { expect, test } from 'vitest';
import { type ClaimedStep, claimSteps } from '../tasks/claim-steps.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { createTask } from './create-task.ts';
import { createWorkerSlots, type WorkerSlots } from './worker-slots.ts';

const agents = [countAgent];

/** Fills a slot with work that goes on, whatever its signal says, until it is ended. */
function fill(claimed: ClaimedStep, slots: WorkerSlots) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const filled = { signal: new AbortController().signal, end: resolve };
  slots.fill(claimed, (signal) => {
    filled.signal = signal;
    return promise;
  });
  return filled;
}

test('a worker that claims a job again which it still runs stops the earlier attempt and keeps the later one alive', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
  await createTask(request, undefined, { agents, ...system.ports });
  const claim = async () => (await claimSteps(['count-split'], 1, { database })).steps[0] as ClaimedStep;
  const freed = Promise.withResolvers<void>();
  const slots = createWorkerSlots(() => freed.resolve(), { database });
  const earlier = fill(await claim(), slots);
  await database.query("update pgboss.job set state = 'retry', start_after = now()");
  const later = fill(await claim(), slots);
  expect(earlier.signal.reason).toMatchObject({ reason: 'task ended or claim lost' });
  expect(slots.used).toBe(2);

  earlier.end();
  await freed.promise;
  expect(slots.used).toBe(1);
  await database.query("update pgboss.job set heartbeat_on = 'epoch'");
  await slots.touch();
  expect((await database.query("select from pgboss.job where heartbeat_on > 'epoch'")).rowCount).toBe(1);
  expect(later.signal.aborted).toBe(false);

  await database.query('update pgboss.job set retry_count = retry_count + 1');
  await slots.touch();
  expect(later.signal.reason).toMatchObject({ reason: 'task ended or claim lost' });
  later.end();
  await slots.whenDone();
  expect(slots.used).toBe(0);
});
