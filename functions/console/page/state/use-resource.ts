import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import { connection } from './connection.ts';
import { useStore } from './store.ts';

/** What the API says at a path. */
export interface Resource<Data> {
  /** The last that was read; kept while it is read again and where that fails. */
  data: Data | undefined;
  error: ApiError | undefined;
  reload(): void;
}

/** Reads a path, and again whenever the connection begins anew; nothing while `path` is null. */
export function useResource<Data>(path: string | null): Resource<Data> {
  const [state, setState] = useState<{ path: string | null; data?: Data; error?: ApiError }>({ path });
  const { round } = useStore(connection);
  const running = useRef<AbortController>(undefined);
  const reload = useCallback(() => {
    running.current?.abort();
    if (path === null) return;
    running.current = new AbortController();
    const { signal } = running.current;
    call<Data>(path, { signal }).then(
      (data) => setState({ path, data }),
      (error: unknown) => {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setState((known) => ({ ...(known.path === path ? known : { path }), error }));
      },
    );
  }, [path]);
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload, round]);
  const current = state.path === path ? state : { path };
  return { data: current.data, error: current.error, reload };
}
