import { ApiError } from './api-error.ts';
import { eventParser, type ServerEvent } from './parse-events.ts';
import { type Call, send } from './send.ts';

/** The batches of events of a stream, as they come; by fetch, since an EventSource cannot send a key. Throws an ApiError where it breaks off. */
export async function* readStream(path: string, options: Call = {}): AsyncGenerator<ServerEvent[], void, void> {
  const response = await send(path, options);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  const parse = eventParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = parse(value);
      if (events.length > 0) yield events;
    }
  } catch (error) {
    if (options.signal?.aborted) return;
    throw error instanceof ApiError ? error : new ApiError(0, {});
  } finally {
    reader.cancel().catch(() => {});
  }
}
