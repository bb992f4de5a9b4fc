import * as z from 'zod';

/** What waits and runs, and what came of the tasks of the last day. */
export const ActivityView = z.object({
  queues: z.array(
    z.object({
      queue: z.string().describe('The name of the step; `dead-letter` holds what no worker survived.'),
      ready: z.int().describe('Steps that wait for a worker.'),
      deferred: z.int().describe('Steps that wait for their time, such as retries.'),
      active: z.int().describe('Steps that run.'),
      oldest_ready_seconds: z.number().describe('How long the oldest ready one has been waiting; 0 where none is.'),
    }),
  ),
  hours: z
    .array(
      z.object({
        start: z.iso.datetime(),
        created: z.int(),
        completed: z.int().describe('Those of them that are completed by now.'),
        failed: z.int(),
        cancelled: z.int(),
      }),
    )
    .describe('The last 24 hours in order, the current one last: tasks by the hour in which they were created.'),
});
