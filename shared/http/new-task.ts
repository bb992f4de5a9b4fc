import * as z from 'zod';
import { priorities } from '../tasks/priority.ts';
import { taskStatuses } from '../tasks/task-status.ts';

/** The `Idempotency-Key` header of requests that make a task. */
export const idempotencyKey = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('The same key and body again give the same task.');

/** The body of `POST /tasks`. */
export const NewTask = z.strictObject({
  query: z.string().trim().min(1, 'must not be empty').max(4000).describe('What to work on, in Chinese or English.'),
  agent_type: z.string().max(100).default('research').describe('Which agent: see GET /agents.'),
  priority: z.enum(priorities).default('medium'),
  input: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What the agent takes besides the query: see GET /agents.'),
  max_cost_usd: z
    .number()
    .nonnegative()
    .max(1e6)
    .optional()
    .describe('Once model calls have cost this much, in USD, no further one is made; the last may go over it.'),
  metadata: z
    .record(z.string().max(100), z.union([z.string().max(1000), z.number(), z.boolean()]))
    .optional()
    .describe('Your own labels; GET /tasks filters by them.'),
});

/** The answer to it: a task that is stored, and where to find it. */
export const TaskAccepted = z.object({
  task_id: z.uuid(),
  status: z.enum(taskStatuses),
  created_at: z.iso.datetime(),
  url: z.string().describe('Where to read the task.'),
  events_url: z.string().describe('Where to follow it.'),
});
