import type { Queryable } from '../database/database.ts';

export interface QueueMeasure {
  queue: string;
  /** Jobs that could run now. */
  ready: number;
  /** Jobs that wait for their time, such as retries. */
  deferred: number;
  active: number;
  /** How long the oldest ready job has been ready, in seconds; 0 where none is. */
  oldest_ready_seconds: number;
}

/**
 * What waits and runs in every queue. The states are named one by one, as in pg-boss' index of unfinished jobs: `<=` does
 * not imply its condition, and all that were completed in the last days would be read.
 */
export async function measureQueues({ database }: { database: Queryable }): Promise<QueueMeasure[]> {
  const { rows } = await database.query<QueueMeasure>(`
    select q.name as queue,
      count(j.id) filter (where j.state < 'active' and j.start_after <= now())::integer as ready,
      count(j.id) filter (where j.state < 'active' and j.start_after > now())::integer as deferred,
      count(j.id) filter (where j.state = 'active')::integer as active,
      coalesce(extract(epoch from now() - min(j.start_after) filter (where j.state < 'active' and j.start_after <= now())), 0)::float8
        as oldest_ready_seconds
    from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state in ('created', 'retry', 'active')
    where q.name not like '\\_\\_pgboss%'
    group by q.name order by q.name`);
  return rows;
}
