import * as z from 'zod';
import type { Database } from '../database/database.ts';

/** What a commit changed. A hint: the rows are the truth, and a notice may be lost or say too much. */
export interface Notice {
  /** The worker that settled, and so knows already. */
  by?: string;
  /** Queues that got a job which can run now. */
  queues?: string[];
  /** Tasks that got events; `all` where too many to name. */
  tasks?: string[] | 'all';
  /** Tasks among them that were cancelled or failed: their running steps should stop. */
  stopped?: string[];
}

const names = z.array(z.string()).optional();
const NoticePayload = z.object({
  by: z.string().optional(),
  queues: names,
  tasks: z.union([z.array(z.string()), z.literal('all')]).optional(),
  stopped: names,
});

const channel = 'multi_agent';
/** NOTIFY takes 8,000 bytes at most. */
const maxPayload = 7_900;

/** SQL that announces the notice in parameter `position` at commit. */
export const notifySql = (position: number): string => `pg_notify('${channel}', $${position}::text)`;

/** The payload of a notice. */
export function encodeNotice(notice: Notice): string {
  const payload = JSON.stringify(notice);
  return payload.length <= maxPayload
    ? payload
    : JSON.stringify({ ...notice, tasks: 'all', stopped: [] } satisfies Notice);
}

/** The notice of a payload; one that cannot be read, as any client can send, says that anything may have changed. */
function decodeNotice(payload: string | null): Notice {
  const read = NoticePayload.safeParse(parsed(payload));
  return read.success ? (read.data as Notice) : { tasks: 'all' };
}

function parsed(payload: string | null): unknown {
  try {
    return JSON.parse(payload ?? 'null');
  } catch {
    return undefined;
  }
}

/** Hands every notice of the database to the listeners of this process. */
export interface Notices {
  /** Calls `onNotice` for each notice, and with everything changed (`tasks: 'all'`) where some may have been missed. Returns how to stop. */
  subscribe(onNotice: (notice: Notice) => void): Promise<() => void>;
  close(): Promise<void>;
}

/** Listens on the database from the first subscription on. */
export function createNotices({ database }: { database: Database }): Notices {
  const listeners = new Set<(notice: Notice) => void>();
  let listening: Promise<() => Promise<void>> | undefined;
  const publish = (payload: string | null) => {
    const notice = decodeNotice(payload);
    for (const listener of listeners) listener(notice);
  };
  return {
    async subscribe(onNotice) {
      listeners.add(onNotice);
      listening ??= database.listen(channel, publish).catch((error: unknown) => {
        listening = undefined;
        throw error;
      });
      try {
        await listening;
      } catch (error) {
        listeners.delete(onNotice);
        throw error;
      }
      return () => listeners.delete(onNotice);
    },
    async close() {
      const stop = await listening;
      listening = undefined;
      await stop?.();
    },
  };
}
