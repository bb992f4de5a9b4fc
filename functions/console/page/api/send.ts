import { createStore } from '../state/store.ts';
import { ApiError } from './api-error.ts';
import { apiKey, awaitKey } from './api-key.ts';
import { apiRoot } from './api-root.ts';

/** How many requests wait because of the limit of requests. */
export const held = createStore(0);

/** A request of the API; `body` is sent as JSON. */
export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Is it to go through although the page is left? */
  keepalive?: boolean;
}

/**
 * Sends a request; where a key is wanted, asks for one and sends it again, and what only reads, when the limit of requests
 * allows. Throws an ApiError for anything but a 2xx.
 */
export async function send(path: string, { body, headers, ...rest }: Call = {}): Promise<Response> {
  for (;;) {
    const key = apiKey();
    const response = await fetch(`${apiRoot}${path}`, {
      ...rest,
      cache: 'no-store',
      headers: {
        ...headers,
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      if (rest.signal?.aborted) throw error;
      throw new ApiError(0, {});
    });
    if (response.ok) return response;
    if (response.status === 429 && rest.method === undefined) {
      await untilAllowed(response, rest.signal);
      continue;
    }
    if (response.status !== 401) throw new ApiError(response.status, await problemOf(response));
    await awaitKey(key);
  }
}

/** Waits as long as the API said. */
async function untilAllowed({ headers }: Response, signal: AbortSignal | undefined): Promise<void> {
  const seconds = Number(headers.get('retry-after')) || 5;
  held.set(held.get() + 1);
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, seconds * 1000);
      const leave = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
    });
  } finally {
    held.set(held.get() - 1);
  }
}

/** Sends a request, and reads its answer as JSON; undefined for an empty one. */
export async function call<Answer>(path: string, options?: Call): Promise<Answer> {
  const text = await (await send(path, options)).text().catch(() => {
    throw new ApiError(0, {});
  });
  return text ? JSON.parse(text) : (undefined as Answer);
}

async function problemOf(response: Response): Promise<object> {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
