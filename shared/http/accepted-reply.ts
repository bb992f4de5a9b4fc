import type { AcceptedTask } from '../tasks/task-intake.ts';
import type { EndpointReply } from './define-endpoint.ts';

/** The 202 of a task that is stored, and where to find it. */
export function acceptedReply({ task_id, status, created_at }: AcceptedTask, headers: Record<string, string> = {}) {
  const url = `/tasks/${task_id}`;
  return {
    status: 202,
    headers: { location: url, 'retry-after': '1', ...headers },
    body: { task_id, status, created_at: created_at.toISOString(), url, events_url: `${url}/events` },
  } satisfies EndpointReply;
}
