import type { Queryable } from '../database/database.ts';

/** The tasks that one hour brought, and how many of them have ended how by now. */
export interface HourCount {
  start: Date;
  created: number;
  completed: number;
  failed: number;
  cancelled: number;
}

/** Counts the tasks of the last 24 hours, the current one last, by the hour in which they were created. */
export async function countByHour({ database }: { database: Queryable }): Promise<HourCount[]> {
  const { rows } = await database.query<HourCount>(`
    select hour.start, count(t.id)::integer as created,
      count(*) filter (where t.status = 'completed')::integer as completed,
      count(*) filter (where t.status = 'failed')::integer as failed,
      count(*) filter (where t.status = 'cancelled')::integer as cancelled
    from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') as hour (start)
      left join tasks t on t.created_at >= hour.start and t.created_at < hour.start + interval '1 hour'
    group by hour.start order by hour.start`);
  return rows;
}
