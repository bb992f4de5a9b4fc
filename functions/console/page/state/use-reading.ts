import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { connection } from './connection.ts';
import { useStore } from './store.ts';

/** What the API says. */
export interface Reading<Data> {
  /** The last that was read; kept while it is read again and where that fails. */
  data: Data | undefined;
  error: ApiError | undefined;
  reload(): void;
}

export type Read<Data> = (signal: AbortSignal) => Promise<Data>;

/** Reads by `read`, and again whenever it is another one or the connection begins anew; nothing while it is null. */
export function useReading<Data>(read: Read<Data> | null): Reading<Data> {
  const [data, setData] = useState<Data>();
  const [failure, setFailure] = useState<{ read: Read<Data>; error: ApiError }>();
  const { round } = useStore(connection);
  const running = useRef<AbortController>(undefined);
  const reload = useCallback(() => {
    running.current?.abort();
    if (read === null) return;
    running.current = new AbortController();
    const { signal } = running.current;
    read(signal).then(
      (found) => {
        if (signal.aborted) return;
        setData(found);
        setFailure(undefined);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setFailure({ read, error });
      },
    );
  }, [read]);
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload, round]);
  return { data, error: failure?.read === read ? failure?.error : undefined, reload };
}
