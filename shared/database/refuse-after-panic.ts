import type { PGlite } from '@electric-sql/pglite';
import { messageOf, Unavailable } from '../errors.ts';

/**
 * A server that panics, as where the disk has no room for its log, ends and starts anew; PGlite takes the next statement,
 * and never gives the thread back. So none is given to it any more. Returns whether that is so.
 */
export function refuseAfterPanic(client: PGlite): () => boolean {
  let refusal: Unavailable | undefined;
  const send = client.execProtocolStream.bind(client);
  client.execProtocolStream = async (message, options) => {
    if (refusal) throw refusal;
    try {
      return await send(message, options);
    } catch (cause) {
      if ((cause as { severity?: string }).severity !== 'PANIC') throw cause;
      refusal = new Unavailable(
        `The embedded database has stopped: ${messageOf(cause)}. Remedy that, and start the system again.`,
        { cause },
      );
      throw refusal;
    }
  };
  return () => refusal !== undefined;
}
