import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { NotFound } from '../../shared/errors.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { eventStreamType } from '../../shared/http/server-sent-event.ts';
import { streamEvents } from '../../shared/http/stream-events.ts';
import { noSuchTask, TaskParams } from '../../shared/http/task-parameters.ts';
import { wholeNumber } from '../../shared/http/whole-number.ts';
import type { Ports } from '../../shared/ports.ts';
import { readEvents } from '../../shared/tasks/events.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { readTask } from '../../shared/tasks/read-task.ts';
import { hasEnded } from '../../shared/tasks/task-status.ts';

const eventNumber = wholeNumber({ least: 0, most: 2_147_483_647, usual: 0, what: 'the number of an event' });

/** GET /tasks/{id}/events: everything that happened to a task and happens, as server-sent events. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/tasks/{id}/events',
  tag: 'tasks',
  summary: 'Follow a task',
  description:
    'Numbered server-sent events from the first on, or from after Last-Event-ID; the stream ends after the last.',
  params: TaskParams,
  headers: z.object({
    'last-event-id': eventNumber.describe('The number of the last event that you have.'),
  }),
  response: {
    200: {
      contentType: eventStreamType,
      description: 'A stream of events; the last is task.completed, task.failed or task.cancelled.',
    },
    204: { description: 'You have the last event: nothing is to come, and an EventSource stops.' },
  },
  streams: true,
  waits: true,
  async handle({ params: { id }, headers, signal }, ports: Pick<Ports, 'database' | 'notices'>) {
    const task = await readTask(id, ports);
    if (!task) throw new NotFound(noSuchTask(id));
    const last = headers['last-event-id'];
    if (hasEnded(task.status) && !(await readEvents(id, last, 1, ports)).length) return { status: 204 };
    const stream = streamEvents(id, last, signal, ports);
    return { status: 200, contentType: eventStreamType, stream };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase, notices: liveNotices });
