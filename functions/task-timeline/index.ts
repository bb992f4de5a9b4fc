import { liveDatabase } from '../../shared/database/live.ts';
import { NotFound } from '../../shared/errors.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { noSuchTask, TaskParams } from '../../shared/http/task-parameters.ts';
import { TimelineView, viewTimeline } from '../../shared/http/timeline-view.ts';
import type { Ports } from '../../shared/ports.ts';
import { readTimeline } from '../../shared/tasks/read-timeline.ts';
import { hasEnded } from '../../shared/tasks/task-status.ts';

/** GET /tasks/{id}/timeline: where a task's time and money went, step by step and call by call. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/tasks/{id}/timeline',
  tag: 'tasks',
  summary: 'See how a task went',
  description:
    'Spans of the task: how long its steps waited, their attempts, and the calls of models with their tokens and cost. They come from the database alone, also where nothing collects traces. A call is told once it has ended.',
  params: TaskParams,
  response: { 200: TimelineView },
  async handle({ params }, ports: Pick<Ports, 'database'>) {
    const timeline = await readTimeline(params.id, ports);
    if (!timeline) throw new NotFound(noSuchTask(params.id));
    const headers: Record<string, string> = hasEnded(timeline.status) ? {} : { 'retry-after': '1' };
    return { status: 200, headers, body: viewTimeline(timeline) };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
