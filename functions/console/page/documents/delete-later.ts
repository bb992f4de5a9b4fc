import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import { tellFailure } from '../parts/tell-failure.ts';
import { createStore } from '../state/store.ts';
import { showToast } from '../state/toasts.ts';

/** Seconds in which a deletion can be taken back: nothing is deleted before. */
const undoSeconds = 7;

/** The documents that are to be deleted, and so no longer shown. */
export const leaving = createStore<ReadonlyMap<string, () => void>>(new Map());

/** Deletes a document after a while in which it can be taken back; at once where the page is left. */
export function deleteLater(id: string, said: { removed: string; undo: string }, onDeleted: () => void): void {
  const forget = () => leaving.set(new Map([...leaving.get()].filter(([one]) => one !== id)));
  const finish = async () => {
    clearTimeout(timer);
    try {
      await call(`/documents/${id}`, { method: 'DELETE', keepalive: true });
      onDeleted();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) tellFailure(error);
    }
    forget();
  };
  const timer = setTimeout(finish, undoSeconds * 1000);
  leaving.set(new Map([...leaving.get(), [id, () => void finish()]]));
  const undo = () => {
    clearTimeout(timer);
    forget();
  };
  showToast({ text: said.removed, action: { label: said.undo, run: undo } }, undoSeconds);
}

addEventListener('pagehide', () => {
  for (const finish of leaving.get().values()) finish();
});
