import type { Database } from '../database/database.ts';
import { claimJobs } from '../queue/job-sql.ts';

/** The claim of one job by one worker: `retry_count` tells it from an earlier and a later one. */
export interface JobClaim {
  id: string;
  name: string;
  retry_count: number;
}

/** A step that this worker is to run now. */
export interface ClaimedStep {
  job: JobClaim;
  /** May it be tried again if this attempt fails? */
  last_attempt: boolean;
  name: string;
  key: string;
  attempt: number;
  input: unknown;
  /** Since when the job could have run. */
  runnable_since: Date;
  /** When its first attempt began; null of a step that was taken while another was settled, whose task is told already. */
  started_at: Date | null;
  task: {
    id: string;
    agent_type: string;
    query: string;
    input: unknown;
    max_cost_usd: number | null;
    cost_usd: number;
    traceparent: string | null;
  };
}

export interface Claim {
  steps: ClaimedStep[];
  /** Claimed jobs with nothing left to do: their task has ended or their step is complete. */
  idle: JobClaim[];
  /** May more be runnable now? */
  more: boolean;
}

interface Row {
  id: string;
  name: string;
  retry_count: number;
  retry_limit: number;
  start_after: Date;
  started_at: Date;
  looked_at: number;
  key: string | null;
  attempts: number;
  input: unknown;
  task_id: string;
  agent_type: string;
  query: string;
  task_input: unknown;
  max_cost_usd: number | null;
  cost_usd: number;
  traceparent: string | null;
}

const claimSql = `
  with ${claimJobs}, begun as (
    update steps s
    set status = 'running', attempts = s.attempts + 1, started_at = coalesce(s.started_at, now())
    from claimed c join tasks t on t.id = (c.data ->> 'task_id')::uuid
    where s.task_id = t.id and s.name = c.name and s.key = c.data ->> 'key'
      and s.status in ('queued', 'running') and t.status in ('queued', 'processing')
    returning c.id as job_id, s.key, s.attempts, s.started_at, s.input, s.task_id, t.agent_type, t.query, t.input as task_input,
      t.max_cost_usd, t.cost_usd, t.traceparent
  )
  select c.id, c.name, c.retry_count, c.retry_limit, c.start_after, (select count(*)::integer from candidates) as looked_at,
    b.*, set_config('synchronous_commit', $3, true) as unflushed
  from claimed c left join begun b on b.job_id = c.id
  order by c.priority desc, c.created_on`;

/**
 * Claims up to `limit` jobs of the queues and counts the attempts of their steps, in one commit; `markStarted` tells their
 * tasks. The commit does not wait for a server's disk: it gets there with the next one that does, so before anything that
 * follows from the claim, and one that is lost with a crashed server is a claim that was never made. PGlite crashes with
 * its worker: there a lost claim would be an attempt that nobody counts, and a step that kills its worker would be tried
 * forever.
 */
export async function claimSteps(
  queues: string[],
  limit: number,
  { database }: { database: Database },
): Promise<Claim> {
  const flushed = database.kind === 'pglite' ? 'on' : 'off';
  const { rows } = await database.query<Row>(claimSql, [queues, limit, flushed]);
  const runnable = rows.filter((row) => row.key !== null);
  return {
    steps: runnable.map(toStep),
    idle: rows.filter((row) => row.key === null).map(toClaim),
    more: rows.length > 0 && (rows[0]?.looked_at ?? 0) > rows.length,
  };
}

const toClaim = ({ id, name, retry_count }: Row): JobClaim => ({ id, name, retry_count });

const toStep = (row: Row): ClaimedStep => ({
  job: toClaim(row),
  last_attempt: row.retry_count >= row.retry_limit,
  name: row.name,
  key: row.key as string,
  attempt: row.attempts,
  input: row.input,
  runnable_since: row.start_after,
  started_at: row.started_at,
  task: {
    id: row.task_id,
    agent_type: row.agent_type,
    query: row.query,
    input: row.task_input,
    max_cost_usd: row.max_cost_usd,
    cost_usd: row.cost_usd,
    traceparent: row.traceparent,
  },
});
