import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { labelFilter } from '../../shared/http/label-filter.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { TaskSummary, viewTask } from '../../shared/http/task-view.ts';
import { wholeNumber } from '../../shared/http/whole-number.ts';
import type { Ports } from '../../shared/ports.ts';
import { listTasks } from '../../shared/tasks/list-tasks.ts';
import { taskStatuses } from '../../shared/tasks/task-status.ts';

const Time = z.iso
  .datetime({ offset: true, error: ({ input }) => notATime(input) })
  .transform((text) => new Date(text))
  .refine((time) => time.getTime() >= 0, 'must be a time after 1970');
/** In a query string + is a space. */
const notATime = (input: unknown): string =>
  /^\S+ \d\d:?\d\d$/.test(String(input))
    ? 'the + of the zone must be sent as %2B: 2026-11-22T15:04:05%2B08:00'
    : 'must be a time like 2026-11-22T15:04:05Z or 2026-11-22T15:04:05%2B08:00';
const Position = z.strictObject({ created_at: Time, id: z.uuid() });

/** GET /tasks: tasks, newest first, a page at a time. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/tasks',
  tag: 'tasks',
  summary: 'List tasks',
  query: z.strictObject({
    status: z.enum(taskStatuses).optional(),
    agent_type: z.string().max(100).optional(),
    created_before: Time.optional(),
    created_after: Time.optional(),
    metadata: labelFilter.optional().describe('Labels that the tasks have, as a JSON object.'),
    limit: wholeNumber({ least: 1, most: 100, usual: 20 }),
    cursor: z.string().max(500).optional().describe('`next_cursor` of the page before.'),
  }),
  response: { 200: z.object({ items: z.array(TaskSummary), next_cursor: z.string().nullable() }) },
  async handle({ query: { limit, cursor, ...filter } }, ports: Pick<Ports, 'database'>) {
    const after = cursor === undefined ? undefined : decodeCursor(Position, cursor);
    const found = await listTasks(filter, { limit: limit + 1, after }, ports);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    const next_cursor = last ? encodeCursor({ created_at: last.created_at.toISOString(), id: last.id }) : null;
    return { status: 200, body: { items: items.map(viewTask), next_cursor } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
