import { useMemo } from 'preact/hooks';
import { call } from '../api/send.ts';
import { type Read, type Reading, useReading } from './use-reading.ts';

/** Reads a path, and again whenever the connection begins anew; nothing while `path` is null. */
export function useResource<Data>(path: string | null): Reading<Data> {
  const read = useMemo((): Read<{ path: string; data: Data }> | null => {
    if (path === null) return null;
    return async (signal) => ({ path, data: await call<Data>(path, { signal }) });
  }, [path]);
  const { data, error, reload } = useReading(read);
  return { data: data?.path === path ? data?.data : undefined, error, reload };
}
