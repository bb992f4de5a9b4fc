/**
 * The statements of pg-boss 12 that share a statement with the state they belong to. Each is a common table expression,
 * and each leaves the rows that pg-boss' own `insert`, `fetch`, `complete`, `fail` and `touch` leave: job-sql.test.ts
 * compares them. See "SQL" in pg-boss' documentation.
 */

/**
 * Inserts jobs from rows (id uuid, name text, data jsonb, priority integer) of `source`, with their queue's settings; where
 * the boolean expression `claimed` holds, as jobs that are claimed already.
 */
export const insertJobs = (source: string, claimed = 'false'): string => `
  insert into pgboss.job (
    id, name, data, priority, state, start_after, created_on, started_on, heartbeat_on, expire_seconds, deletion_seconds,
    keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  select j.id, j.name, j.data, j.priority,
    case when ${claimed} then 'active'::pgboss.job_state else 'created'::pgboss.job_state end, now(), now(),
    case when ${claimed} then now() end, case when ${claimed} then now() end, q.expire_seconds, q.deletion_seconds,
    now() + q.retention_seconds * interval '1 second', q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max,
    q.policy, q.dead_letter, q.heartbeat_seconds
  from ${source} j join pgboss.queue q on q.name = j.name`;

/** The highest rank among the runnable jobs of the queues in parameter `queues`; null where none waits. */
export const highestWaitingRank = (queues: string): string => `
  select max(ready.priority) as rank
  from unnest(${queues}::text[]) as queues (name)
  cross join lateral (
    select priority from pgboss.job
    where name = queues.name and state < 'active' and not blocked and start_after <= now()
    order by priority desc, created_on limit 1
  ) ready`;

/**
 * Claims up to $2 runnable jobs of the queues $1, the highest rank of all first. Defines `candidates` (looked at) and
 * `claimed` (taken). Candidates are chosen before they are locked, so that two workers do not lock each other's share.
 */
export const claimJobs = `
  candidates as materialized (
    select ready.name, ready.id, ready.priority, ready.created_on
    from unnest($1::text[]) as queues (name)
    cross join lateral (
      select name, id, priority, created_on from pgboss.job
      where name = queues.name and state < 'active' and not blocked and start_after <= now()
      order by priority desc, created_on limit 2 * $2::integer
    ) ready
    order by ready.priority desc, ready.created_on limit 2 * $2::integer
  ), free as materialized (
    select j.name, j.id from candidates c join pgboss.job j on j.name = c.name and j.id = c.id
    where j.state < 'active'
    order by c.priority desc, c.created_on limit $2::integer
    for update of j skip locked
  ), claimed as (
    update pgboss.job j
    set state = 'active', started_on = now(), heartbeat_on = now(),
      retry_count = case when j.started_on is null then j.retry_count else j.retry_count + 1 end
    from free where j.name = free.name and j.id = free.id
    returning j.id, j.name, j.data, j.priority, j.created_on, j.start_after, j.retry_count, j.retry_limit
  )`;

/** Restricts `j` to the claims that the rows `x` (id, name, retry_count) name: one lost to another worker stays as it is. */
const isClaim = "j.name = x.name and j.id = x.id and j.retry_count = x.retry_count and j.state = 'active'";

/** The columns of the rows that `settleJobs` takes, for json_to_recordset. */
export const settlementColumns =
  'id uuid, name text, retry_count integer, outcome text, output jsonb, delay_seconds float8';

/**
 * Ends the claims in the rows of `source`, which is called `x`, by their `outcome`: `complete`, `fail` (no further attempt),
 * `retry` (another one after `delay_seconds`) or `release` (another one at once; as many are left as before).
 */
export const settleJobs = (source: string): string => `
  update pgboss.job j
  set state = (case x.outcome when 'complete' then 'completed' when 'fail' then 'failed' else 'retry' end)::pgboss.job_state,
    completed_on = case when x.outcome in ('complete', 'fail') then now() end,
    heartbeat_on = case when x.outcome = 'complete' then j.heartbeat_on end,
    start_after = case x.outcome
      when 'retry' then now() + x.delay_seconds * interval '1 second' when 'release' then now() else j.start_after end,
    retry_limit = case x.outcome when 'release' then j.retry_limit + 1 else j.retry_limit end,
    output = x.output
  from ${source} where ${isClaim}`;

/** Says that the claims in rows (id, name, retry_count) of `source` are alive. */
export const touchJobs = (source: string): string => `
  update pgboss.job j set heartbeat_on = now() from ${source} x where ${isClaim}`;
