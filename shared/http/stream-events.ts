import type { Ports } from '../ports.ts';
import { hasTaskEnded, readEvents, type TaskEvent } from '../tasks/events.ts';
import { watchTask } from '../tasks/watch-task.ts';

/** Milliseconds of silence after which a comment keeps proxies from closing the stream. */
const heartbeatMilliseconds = 15_000;
const pageSize = 200;
const lastTypes = new Set(['task.completed', 'task.failed', 'task.cancelled']);

/** A task's events after `number` as server-sent events, from the rows: those that are, and those to come, until the last. */
export async function* streamEvents(
  taskId: string,
  number: number,
  signal: AbortSignal,
  { database, notices }: Pick<Ports, 'database' | 'notices'>,
): AsyncGenerator<string> {
  let last = number;
  let spoken = performance.now();
  yield 'retry: 1000\n\n';
  for await (const _ of watchTask(taskId, signal, { notices })) {
    for (;;) {
      const page = await readEvents(taskId, last, pageSize, { database });
      if (page.length) {
        yield page.map((event) => format(taskId, event)).join('');
        spoken = performance.now();
        if (page.some(({ type }) => lastTypes.has(type))) return;
        last = page.at(-1)?.number ?? last;
      } else if (await hasTaskEnded(taskId, { database })) {
        // It may have ended since the rows were read.
        if (!(await readEvents(taskId, last, 1, { database })).length) return;
        continue;
      }
      if (page.length < pageSize) break;
    }
    if (performance.now() - spoken > heartbeatMilliseconds) {
      yield ': still here\n\n';
      spoken = performance.now();
    }
  }
}

const format = (taskId: string, { number, type, data, created_at }: TaskEvent): string =>
  `id: ${number}\nevent: ${type}\ndata: ${JSON.stringify({ task_id: taskId, at: created_at, ...data })}\n\n`;
