import { liveDatabase } from '../../shared/database/live.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { keepAlive } from '../../shared/http/keep-alive.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { eventStreamType } from '../../shared/http/server-sent-event.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { streamChanges } from './stream-changes.ts';

/** GET /events: every task that changes, as server-sent events, for whoever shows a list of tasks. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/events',
  tag: 'tasks',
  summary: 'Follow all tasks',
  description:
    'Changes from now on. After `ready` read the list that you show, so that nothing is missed; read it again at ' +
    '`reload`, and when the stream broke off.',
  response: {
    200: {
      contentType: eventStreamType,
      description:
        'Events: `ready` at once; `tasks` {items}: tasks as GET /tasks lists them, each as it is after a change; ' +
        '`reload` where too many changed, or some change may have been missed.',
    },
  },
  streams: true,
  waits: true,
  async handle({ signal }, ports: Pick<Ports, 'database' | 'notices'>) {
    return { status: 200, contentType: eventStreamType, stream: keepAlive(streamChanges(signal, ports)) };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase, notices: liveNotices });
