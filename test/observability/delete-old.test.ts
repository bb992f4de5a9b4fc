import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureDatabase } from '../../local/measure-database.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { recordOfAttempt } from '../../shared/llm/call-record.ts';
import type { ModelCaller } from '../../shared/llm/language-model.ts';
import { storeCalls } from '../../shared/llm/store-calls.ts';
import { beginTurn } from '../../shared/sessions/begin-turn.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { attemptOf } from '../../shared/testing/attempt-of.ts';
import { countAgent, countSteps } from '../../shared/testing/count-agent.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';

const agents = [countAgent];
const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8');
const [, deleteOld = ''] = /^```sql\n([\s\S]*?)^```$/m.exec(readme) ?? [];

test('what the README deletes is old and has ended, and no sum falls', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const task = { query: 'q', agent_type: 'count', priority: 'medium', input: { value: 2 } } as const;
  const post = async () => (await createTask(task, undefined, { agents, ...system.ports })).task_id;
  const begin = async () => (await beginTurn({ message: 'q' }, { database })).session_id;
  const ageTask = (id: string, days: number) =>
    database.query(
      `update tasks set created_at = created_at - $2 * interval '1 day', finished_at = finished_at - $2 * interval '1 day'
       where id = $1`,
      [id, days],
    );
  const call = (caller: ModelCaller, days: number) => {
    const record = recordOfAttempt(attemptOf('openai'), { purpose: 'test', messages: [], caller });
    return storeCalls([{ ...record, age_ms: days * 86_400_000 }], { database });
  };

  const [counted, recent] = [await post(), await post()];
  const worker = await system.startWorker();
  await worker.whenIdle();
  await worker.stop(0);
  const [underWay, uncounted] = [await post(), await post()];
  await database.query("update tasks set status = 'cancelled', finished_at = now() where id = $1", [uncounted]);
  await ageTask(counted, 200);
  await ageTask(underWay, 150);
  await ageTask(uncounted, 100);
  const [old, young] = [await begin(), await begin()];
  await database.query("update sessions set updated_at = now() - interval '100 days' where id = $1", [old]);
  await call({ agent: 'count', task_id: counted }, 200);
  await call({ agent: 'count', task_id: underWay }, 100);
  await call({ agent: 'chat', session_id: old }, 100);
  await call({ agent: 'chat', session_id: young }, 100);
  await call({ agent: 'late' }, 1);

  const measure = measureDatabase({ database, logger: silentLogger });
  const readSums = async () => {
    await measure.refresh();
    const counters = measure.text(true).match(/^\w+_(total|count|sum|bucket)\b.*$/gm);
    return [counters, (await database.query('select * from llm_usage order by day, agent')).rows];
  };
  const before = await readSums();
  await database.execute(deleteOld);
  const idsIn = async (table: string) => (await database.query(`select id from ${table}`)).rows.map(({ id }) => id);
  expect((await idsIn('tasks')).sort()).toEqual([recent, underWay, uncounted].sort());
  expect(await idsIn('sessions')).toEqual([young]);
  expect(
    (await database.query('select agent, task_id, session_id from llm_calls order by agent, task_id')).rows,
  ).toEqual([
    { agent: 'chat', task_id: null, session_id: young },
    { agent: 'count', task_id: underWay, session_id: null },
    { agent: 'late', task_id: null, session_id: null },
  ]);
  expect(await readSums()).toEqual(before);
});
