import { createStore } from '../state/store.ts';

const place = 'api-key';

/** Is a key asked for, and has one been refused? */
export const keyRequest = createStore<{ asked: boolean; refused: boolean }>({ asked: false, refused: false });

/** The key of this browser session, kept nowhere else. */
export const apiKey = (): string | null => sessionStorage.getItem(place);

let waiting = Promise.withResolvers<void>();

/** Asks for a key because the API wants one, or another one than `tried`; resolves when there is. */
export function awaitKey(tried: string | null): Promise<void> {
  if (apiKey() !== tried) return Promise.resolve();
  keyRequest.set({ asked: true, refused: tried !== null });
  return waiting.promise;
}

/** Takes the key that was typed, and lets those go on that wait for it. */
export function giveKey(key: string): void {
  sessionStorage.setItem(place, key);
  keyRequest.set({ asked: false, refused: false });
  waiting.resolve();
  waiting = Promise.withResolvers();
}
