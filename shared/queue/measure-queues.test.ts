import { expect, test } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import { claimSteps } from '../tasks/claim-steps.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { countReads } from '../testing/count-reads.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { measureQueues } from './measure-queues.ts';

const agents = [countAgent];
const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };

test('what is looked at to measure the queues does not grow with the jobs that are completed', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  for (let task = 0; task < 3; task += 1) await createTask(request, undefined, { agents, ...system.ports });
  await claimSteps(['count-split'], 1, { database });
  await database.query(
    "update pgboss.job set state = 'retry', start_after = now() + interval '1 hour' where id = (select id from pgboss.job where state = 'created' limit 1)",
  );
  const { counting, reads } = countReads(database);
  const measured = async () =>
    (await measureQueues({ database: counting })).find(({ queue }) => queue === 'count-split');
  const before = await measured();
  expect(before).toMatchObject({ ready: 1, deferred: 1, active: 1 });
  await database.query(`
    insert into pgboss.job (name, policy, state, started_on, completed_on)
    select name, policy, 'completed', now(), now() from pgboss.job, generate_series(1, 1000)`);
  await database.execute('analyze pgboss.job, pgboss.job_common');
  expect(await measured()).toMatchObject({ ready: 1, deferred: 1, active: 1 });
  expect(Math.min(...reads)).toBeGreaterThan(0);
  expect(Math.max(...reads)).toBeLessThan(100);
}, 60_000);
