import { serverSentEvent } from '../../shared/http/server-sent-event.ts';
import { viewTask } from '../../shared/http/task-view.ts';
import type { Ports } from '../../shared/ports.ts';
import { readTasks } from '../../shared/tasks/read-tasks.ts';
import { watchTasks } from '../../shared/tasks/watch-tasks.ts';

/** Every task that changes, as it then is, as server-sent events; `reload` where they are too many to tell. */
export async function* streamChanges(
  signal: AbortSignal,
  { database, notices }: Pick<Ports, 'database' | 'notices'>,
): AsyncGenerator<string, void, void> {
  yield 'retry: 1000\n\n';
  let first = true;
  for await (const changed of watchTasks(signal, { notices })) {
    if (first) yield serverSentEvent('ready', {});
    else if (changed === 'all') yield serverSentEvent('reload', {});
    else yield serverSentEvent('tasks', { items: (await readTasks(changed, { database })).map(viewTask) });
    first = false;
  }
}
