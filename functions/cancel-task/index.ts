import { liveDatabase } from '../../shared/database/live.ts';
import { Conflict, NotFound } from '../../shared/errors.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { noSuchTask, TaskParams } from '../../shared/http/task-parameters.ts';
import { TaskDetail, viewTaskDetail } from '../../shared/http/task-view.ts';
import type { Ports } from '../../shared/ports.ts';
import { cancelTask } from '../../shared/tasks/cancel-task.ts';
import { readTask } from '../../shared/tasks/read-task.ts';

/** POST /tasks/{id}/cancel: ends a task that has not ended; its running model calls are aborted. */
export const endpoint = defineEndpoint({
  method: 'POST',
  path: '/tasks/{id}/cancel',
  tag: 'tasks',
  summary: 'Cancel a task',
  description: 'Nothing of the task runs afterwards. A task that has ended already gives 409.',
  params: TaskParams,
  response: { 200: TaskDetail },
  async handle({ params: { id } }, ports: Pick<Ports, 'database'>) {
    const before = await cancelTask(id, ports);
    if (before !== undefined && before !== 'cancelled now')
      throw new Conflict(`Task ${id} has ended already: it is ${before}.`);
    const task = before && (await readTask(id, ports));
    if (!task) throw new NotFound(noSuchTask(id));
    return { status: 200, body: viewTaskDetail(task) };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
