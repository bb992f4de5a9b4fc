import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import { showToast } from '../state/toasts.ts';

/** Cancels a task; the stream of changes tells the page. What goes wrong is told in a notice. */
export async function cancelTask(id: string): Promise<void> {
  try {
    await call(`/tasks/${id}/cancel`, { method: 'POST' });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    showToast({ text: error.message, bad: true });
  }
}
