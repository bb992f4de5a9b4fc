import { expect, test } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { cancelTask } from './cancel-task.ts';
import { claimSteps } from './claim-steps.ts';
import { touchClaims } from './touch-claims.ts';

const agents = [countAgent];

test('of the claims that are touched only those count as held that no other worker has, whose job runs and whose task has not ended', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
  for (let task = 0; task < 4; task += 1) await createTask(request, undefined, { agents, ...system.ports });
  const { steps } = await claimSteps(['count-split'], 4, { database });
  const claims = steps.map(({ job, task }) => ({ ...job, task_id: task.id }));
  const [held, taken, completed, cancelled] = claims.map(({ id }) => id);
  await database.query("update pgboss.job set heartbeat_on = 'epoch'");
  await database.query('update pgboss.job set retry_count = retry_count + 1 where id = $1', [taken]);
  await database.query("update pgboss.job set state = 'completed' where id = $1", [completed]);
  await cancelTask(claims.find(({ id }) => id === cancelled)?.task_id ?? '', { database });

  const again = claims
    .filter(({ id }) => id === taken)
    .map((claim) => ({ ...claim, retry_count: claim.retry_count + 1 }));
  expect(await touchClaims(claims, { database })).toEqual(claims.filter(({ id }) => id === held));
  const { rows } = await database.query("select id from pgboss.job where heartbeat_on > 'epoch' and state = 'active'");
  expect(rows.map(({ id }) => id)).toContain(held);
  expect(rows.map(({ id }) => id)).not.toContain(taken);
  // Its own earlier claim of the same job, beside the present one, is lost all the same.
  expect(await touchClaims([...claims, ...again], { database })).toEqual([
    ...claims.filter(({ id }) => id === held),
    ...again,
  ]);
});
