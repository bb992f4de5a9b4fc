import type { Queryable } from '../database/database.ts';

export interface UnfinishedTasks {
  queued: number;
  processing: number;
  /** How long ago the oldest of them was accepted, in seconds; 0 where there is none. */
  oldest_seconds: number;
}

/** The tasks that have not ended. */
export async function countUnfinished({ database }: { database: Queryable }): Promise<UnfinishedTasks> {
  const { rows } = await database.query<UnfinishedTasks>(`
    select count(*) filter (where status = 'queued')::integer as queued,
      count(*) filter (where status = 'processing')::integer as processing,
      greatest(0, coalesce(extract(epoch from now() - min(created_at)), 0))::float8 as oldest_seconds
    from tasks where status in ('queued', 'processing')`);
  return rows[0] ?? { queued: 0, processing: 0, oldest_seconds: 0 };
}
