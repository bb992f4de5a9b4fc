import { call } from '../api/send.ts';
import { tellFailure } from '../parts/tell-failure.ts';

/** Cancels a task; the stream of changes tells the page. What goes wrong is told in a notice. */
export async function cancelTask(id: string): Promise<void> {
  try {
    await call(`/tasks/${id}/cancel`, { method: 'POST' });
  } catch (error) {
    tellFailure(error);
  }
}
