import { liveDatabase } from '../../shared/database/live.ts';
import { NotFound } from '../../shared/errors.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { noSuchTask, TaskParams } from '../../shared/http/task-parameters.ts';
import { TaskDetail, viewTaskDetail } from '../../shared/http/task-view.ts';
import type { Ports } from '../../shared/ports.ts';
import { readTask } from '../../shared/tasks/read-task.ts';
import { hasEnded } from '../../shared/tasks/task-status.ts';

/** GET /tasks/{id}: a task with its steps and, once it has one, its result. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/tasks/{id}',
  tag: 'tasks',
  summary: 'Read a task',
  params: TaskParams,
  response: { 200: TaskDetail },
  async handle({ params }, ports: Pick<Ports, 'database'>) {
    const task = await readTask(params.id, ports);
    if (!task) throw new NotFound(noSuchTask(params.id));
    const headers: Record<string, string> = hasEnded(task.status) ? {} : { 'retry-after': '1' };
    return { status: 200, headers, body: viewTaskDetail(task) };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
