import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { groupCommit } from '../database/group-commit.ts';
import { InvalidRequest } from '../errors.ts';
import { insertJobs } from '../queue/job-sql.ts';
import type { Nudge } from '../queue/nudge.ts';
import { encodeNotice, notifySql } from './notices.ts';
import { type Priority, rankOf } from './priority.ts';
import type { TaskStatus } from './task-status.ts';

/** A step as it is queued. */
export interface QueuedStep {
  name: string;
  key: string;
  input: unknown;
}

/** A task as it is accepted, with the steps to begin with. */
export interface NewTaskRow {
  id: string;
  agent_type: string;
  query: string;
  priority: Priority;
  input: unknown;
  metadata: Record<string, unknown>;
  max_cost_usd: number | null;
  idempotency_key: string | null;
  /** Of the task's own span. */
  traceparent: string;
  /** The span that asks for the task; null for none. */
  parent_span_id: string | null;
  steps: QueuedStep[];
}

/** What became of a request for a task. */
export interface AcceptedTask {
  task_id: string;
  status: TaskStatus;
  created_at: Date;
  /** Was it accepted by an earlier request with the same idempotency key? */
  repeated: boolean;
}

/** Accepts tasks. */
export interface TaskIntake {
  /**
   * Stores a task, its first steps, their jobs and its first event in one commit, shared with the other tasks that
   * arrive meanwhile. Throws InvalidRequest (422) where the idempotency key stands for another request.
   */
  accept(task: NewTaskRow): Promise<AcceptedTask>;
}

/** `arrived` is when it was asked for, on this process' own scale. */
type Entry = NewTaskRow & { arrived: number; request_hash: string | null };

const nobodySleeps: Nudge = { send: async () => {} };

/** Makes the intake of one process; `nudge` hears of the queues that an accepted task has filled. */
export function createTaskIntake({
  database,
  nudge = nobodySleeps,
}: {
  database: Database;
  nudge?: Nudge;
}): TaskIntake {
  const commit = groupCommit((entries: Entry[]) => insertTasks(entries, { database }), { lanes: 2 });
  return {
    async accept(task) {
      const entry = { ...task, arrived: performance.now(), request_hash: hashOf(task) };
      const created_at = await commit(entry);
      if (created_at) {
        await nudge.send(task.steps.map(({ name }) => name));
        return { task_id: entry.id, status: 'queued', created_at, repeated: false };
      }
      return findRepeated(entry, { database });
    },
  };
}

/** The database's clock dates a task, whatever the clocks of the processes say: what follows is dated by it, too. */
const insertSql = `
  with incoming as (
    select x.*, date_trunc('milliseconds', now() - x.age_ms * interval '1 millisecond') as created_at
    from json_to_recordset($1::json) as x (
      id uuid, agent_type text, query text, priority text, input jsonb, metadata jsonb, max_cost_usd float8,
      idempotency_key text, request_hash text, traceparent text, parent_span_id text, age_ms float8, event jsonb)
  ), accepted as (
    insert into tasks (
      id, agent_type, query, priority, input, metadata, max_cost_usd, idempotency_key, request_hash, traceparent,
      parent_span_id, created_at, last_event)
    select id, agent_type, query, priority, input, metadata, max_cost_usd, idempotency_key, request_hash, traceparent,
      parent_span_id, created_at, 1
    from incoming
    on conflict do nothing
    returning id, created_at
  ), first_steps as (
    select s.task_id, s.id, s.name, s.key, s.place, s.input, s.data,
      s.rank_at_1970 - floor(extract(epoch from accepted.created_at))::integer as priority
    from json_to_recordset($2::json) as s (
      task_id uuid, id uuid, name text, key text, place integer, input jsonb, data jsonb, rank_at_1970 integer)
    join accepted on accepted.id = s.task_id
  ), steps_queued as (
    insert into steps (task_id, name, key, stage, place, input)
    select task_id, name, key, 0, place, input from first_steps
  ), jobs as (
    ${insertJobs('first_steps')}
  ), created_events as (
    insert into events (task_id, number, type, data)
    select id, 1, 'task.created', event from incoming where id in (select id from accepted)
  )
  select id, created_at, (select ${notifySql(3)}) from accepted`;

/** Inserts what is new, and says when each was created; undefined for an entry whose idempotency key was taken. */
async function insertTasks(entries: Entry[], { database }: { database: Database }): Promise<(Date | undefined)[]> {
  const steps = entries.flatMap((entry) => {
    const rank_at_1970 = rankOf(entry.priority, new Date(0));
    return entry.steps.map(({ name, key, input }, place) => ({
      task_id: entry.id,
      id: crypto.randomUUID(),
      name,
      key,
      place,
      input,
      data: { task_id: entry.id, key },
      rank_at_1970,
    }));
  });
  const now = performance.now();
  const tasks = entries.map(({ steps: first, arrived, ...task }) => ({
    ...task,
    age_ms: now - arrived,
    event: {
      agent_type: task.agent_type,
      query: task.query,
      priority: task.priority,
      steps: first.map(({ name, key }) => ({ name, key })),
    },
  }));
  const notice = encodeNotice({
    queues: [...new Set(steps.map(({ name }) => name))],
    tasks: entries.map(({ id }) => id),
  });
  const { rows } = await database.query<{ id: string; created_at: Date }>(insertSql, [
    JSON.stringify(tasks),
    JSON.stringify(steps),
    notice,
  ]);
  const accepted = new Map(rows.map(({ id, created_at }) => [id, created_at]));
  return entries.map(({ id }) => accepted.get(id));
}

async function findRepeated(entry: Entry, { database }: { database: Database }): Promise<AcceptedTask> {
  const { rows } = await database.query<{
    id: string;
    status: TaskStatus;
    created_at: Date;
    request_hash: string | null;
  }>('select id, status, created_at, request_hash from tasks where idempotency_key = $1 or id = $2', [
    entry.idempotency_key,
    entry.id,
  ]);
  const [found] = rows;
  if (!found) throw new Error(`task ${entry.id} was neither stored nor found`);
  if (found.request_hash !== entry.request_hash) {
    throw new InvalidRequest(
      'This Idempotency-Key was used for another request. Send a new key, or the same body as then.',
      {
        code: 'idempotency_key_reused',
        status: 422,
      },
    );
  }
  return { task_id: found.id, status: found.status, created_at: found.created_at, repeated: found.id !== entry.id };
}

/** Identifies what was asked for, whatever the order of its fields. */
function hashOf(task: NewTaskRow): string | null {
  const { id: _id, idempotency_key, steps: _steps, traceparent: _own, parent_span_id: _parent, ...request } = task;
  if (idempotency_key === null) return null;
  return createHash('sha256')
    .update(JSON.stringify(sorted(request)))
    .digest('base64url');
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};
