import { liveDatabase } from '../../shared/database/live.ts';
import { ActivityView } from '../../shared/http/activity-view.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { Ports } from '../../shared/ports.ts';
import { measureQueues } from '../../shared/queue/measure-queues.ts';
import { countByHour } from '../../shared/tasks/count-by-hour.ts';

/** GET /activity: what the queues hold, and the tasks of the last day by the hour. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/activity',
  tag: 'operations',
  summary: 'See what waits and runs, and the tasks of the last day',
  response: { 200: ActivityView },
  async handle(_request, ports: Pick<Ports, 'database'>) {
    const queues = await measureQueues(ports);
    const hours = await countByHour(ports);
    return {
      status: 200,
      body: { queues, hours: hours.map((hour) => ({ ...hour, start: hour.start.toISOString() })) },
    };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
