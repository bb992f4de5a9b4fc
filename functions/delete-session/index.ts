import { liveDatabase } from '../../shared/database/live.ts';
import { NotFound } from '../../shared/errors.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { noSuchSession, SessionParams } from '../../shared/http/session-parameters.ts';
import type { Ports } from '../../shared/ports.ts';
import { deleteSession } from '../../shared/sessions/delete-session.ts';

/** DELETE /sessions/{id}: removes a session with all that was said in it. */
export const endpoint = defineEndpoint({
  method: 'DELETE',
  path: '/sessions/{id}',
  tag: 'chat',
  summary: 'Delete a session',
  params: SessionParams,
  response: { 204: { description: 'The session and its messages are gone.' } },
  async handle({ params: { id } }, ports: Pick<Ports, 'database'>) {
    if (!(await deleteSession(id, ports))) throw new NotFound(noSuchSession(id));
    return { status: 204 };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
