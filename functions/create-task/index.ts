import * as z from 'zod';
import { agents } from '../../shared/agents/catalogue.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { acceptedReply } from '../../shared/http/accepted-reply.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { idempotencyKey, NewTask, TaskAccepted } from '../../shared/http/new-task.ts';
import { waitSeconds } from '../../shared/http/prefer.ts';
import { TaskDetail, viewTaskDetail } from '../../shared/http/task-view.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { liveIntake } from '../../shared/tasks/live-intake.ts';
import { hasEnded } from '../../shared/tasks/task-status.ts';
import { waitForTask } from '../../shared/tasks/wait-for-task.ts';

/** POST /tasks: stores a task and queues its first step; with `Prefer: wait`, answers with the finished task if it is quick. */
export const endpoint = defineEndpoint({
  method: 'POST',
  path: '/tasks',
  tag: 'tasks',
  summary: 'Ask for work',
  description: 'A 202 means that the task is stored and will reach exactly one end.',
  headers: z.object({
    'idempotency-key': idempotencyKey.optional(),
    prefer: waitSeconds
      .optional()
      .describe('wait=N: answer with the finished task if it finishes within N seconds, at most 30.'),
  }),
  body: NewTask,
  waits: true,
  response: { 200: TaskDetail, 202: TaskAccepted },
  async handle({ body, headers, signal }, ports: Pick<Ports, 'intake' | 'database' | 'notices'>) {
    const accepted = await createTask(body, headers['idempotency-key'], { agents, ...ports });
    const task = headers.prefer && (await waitForTask(accepted.task_id, headers.prefer, signal, ports));
    if (!task) return acceptedReply(accepted);
    if (!hasEnded(task.status)) return acceptedReply({ ...accepted, status: task.status });
    const applied = { location: `/tasks/${task.id}`, 'preference-applied': `wait=${headers.prefer}` };
    return { status: 200, headers: applied, body: viewTaskDetail(task) };
  },
});

export const handler = lambdaHttp(endpoint, { intake: liveIntake, database: liveDatabase, notices: liveNotices });
