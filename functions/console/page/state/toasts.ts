import { createStore } from './store.ts';

/** A short notice, with something that can still be done about it. */
export interface Toast {
  id: number;
  text: string;
  bad?: boolean;
  action?: { label: string; run(): void };
}

export const toasts = createStore<Toast[]>([]);

let last = 0;

/** Shows a notice for some seconds; returns how to take it away sooner. */
export function showToast(toast: Omit<Toast, 'id'>, seconds = 6): () => void {
  last += 1;
  const id = last;
  const remove = () => toasts.set(toasts.get().filter((one) => one.id !== id));
  toasts.set([...toasts.get(), { ...toast, id }]);
  setTimeout(remove, seconds * 1000);
  return remove;
}
