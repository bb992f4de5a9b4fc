import { setTimeout as sleep } from 'node:timers/promises';
import { advanceFor } from '../../shared/agents/advance.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { startWorker } from '../../shared/agents/work-steps.ts';
import { config } from '../../shared/config.ts';
import { migrate } from '../../shared/database/migrate.ts';
import { openPostgres } from '../../shared/database/postgres.ts';
import type { Ports } from '../../shared/ports.ts';
import { openBoss, prepareQueues } from '../../shared/queue/open-boss.ts';
import { createNotices } from '../../shared/tasks/notices.ts';
import { createTaskIntake } from '../../shared/tasks/task-intake.ts';
import { watchTask } from '../../shared/tasks/watch-task.ts';
import { logger } from '../../shared/telemetry/logger.ts';
import { answerCalls } from '../answer-calls.ts';
import { clock } from '../statistics.ts';
import { benchAgents, benchSteps, returned, runs, standIns } from './agents.ts';

const { databaseUrl = '', DATABASE_POOL_SIZE } = config();
const database = openPostgres(databaseUrl, DATABASE_POOL_SIZE);
const notices = createNotices({ database });
const intake = createTaskIntake({ database });
const ports: Omit<Ports, 'llm' | 'nudge'> = { database, notices, intake };

const accept = (agent: string, input: unknown = {}) =>
  createTask({ query: 'bench', agent_type: agent, priority: 'medium', input }, undefined, {
    agents: benchAgents,
    intake,
    database,
  });

/** Accepts a `noop` task and waits until its end is committed. */
async function runChain(): Promise<void> {
  const { task_id: id } = await accept('noop');
  const found = new AbortController();
  for await (const _ of watchTask(id, found.signal, { notices })) {
    if (!returned.has(id)) continue;
    const { rows } = await database.query<{ status: string }>('select status from tasks where id = $1', [id]);
    if (rows[0]?.status === 'completed') found.abort();
  }
}

async function untilAllEnded(): Promise<void> {
  const unfinished = "select 1 from tasks where status in ('queued', 'processing') limit 1";
  while ((await database.query(unfinished)).rowCount) await sleep(20);
}

answerCalls({
  async prepare() {
    await migrate(database);
    await prepareQueues(benchSteps, { database });
  },
  /** Works as the worker process does, on the bench's agents or in the place of the real ones, until the process ends. */
  async work({ slots, onRealAgents = false }: { slots: number; onRealAgents?: boolean }) {
    await openBoss({ database, supervise: true }).start();
    const steps = onRealAgents ? standIns : benchSteps;
    await startWorker({ steps, advance: advanceFor(benchAgents), slots, logger: logger() }, ports);
  },
  runs: async () => runs,
  /** Runs `workflows` tasks of the `noop` agent, `atOnce` at a time; returns the seconds, and when each one's steps started. */
  async chains({ workflows, atOnce }: { workflows: number; atOnce: number }) {
    runs.length = 0;
    let left = workflows;
    const start = clock();
    const lane = async () => {
      while (left-- > 0) await runChain();
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const seconds = (clock() - start) / 1000;
    const byTask = Map.groupBy(runs, ({ taskId }) => taskId);
    return { seconds, startedAt: [...byTask.values()].map((task) => task.map(({ startedAt }) => startedAt)) };
  },
  /** Accepts a task for each input at once and waits for all; returns when they were accepted and when they had ended. */
  async burst({ agent, inputs }: { agent: string; inputs: unknown[] }) {
    const start = clock();
    await Promise.all(inputs.map((input) => accept(agent, input)));
    const accepted = clock();
    await untilAllEnded();
    return { start, accepted, end: clock() };
  },
  /** When the retry of each task was due, by `clock`. */
  async retriesDue() {
    const { rows } = await database.query<{ taskId: string; inMs: number }>(
      `select task_id as "taskId",
         1000 * (extract(epoch from created_at - clock_timestamp())::float8 + (data ->> 'retry_in_seconds')::float8) as "inMs"
       from events where type = 'step.retrying'`,
    );
    const now = clock();
    return rows.map(({ taskId, inMs }) => ({ taskId, due: now + inMs }));
  },
});
