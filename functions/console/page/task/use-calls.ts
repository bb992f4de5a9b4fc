import { useEffect } from 'preact/hooks';
import type { Timeline, TimelineSpan } from '../api/types.ts';
import { useResource } from '../state/use-resource.ts';

/** The calls of models that a task has made, by the attempt of a step that made them; read again at each of its events. */
export function useCalls(id: string, eventCount: number): Map<string, TimelineSpan[]> | undefined {
  const { data, reload } = useResource<Timeline>(`/tasks/${id}/timeline`);
  useEffect(() => {
    if (eventCount) reload();
  }, [eventCount, reload]);
  return data && Map.groupBy(data.spans.filter(isCall), ({ parent_id }) => parent_id ?? '');
}

const isCall = ({ kind }: TimelineSpan): boolean => kind === 'model_call';
