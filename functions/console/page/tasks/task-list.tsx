import { useRef } from 'preact/hooks';
import type { Task } from '../api/types.ts';
import { useText } from '../text/use-text.ts';
import { chunksOf } from './chunks-of.ts';
import { TaskChunk } from './task-chunk.tsx';

/** Rows that come and go together as the list is scrolled. */
const chunkSize = 20;

/** The tasks, newest first; of a long list only the rows near what is seen are in the page. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  const { columns, list } = useText().tasks;
  const chunks = useRef<Task[][]>([]);
  chunks.current = chunksOf(tasks, chunkSize, chunks.current);
  return (
    <div class="task-list">
      <div class="task-head" aria-hidden="true">
        <span>{columns.query}</span>
        <span>{columns.status}</span>
        <span>{columns.agent}</span>
        <span>{columns.progress}</span>
        <span>{columns.cost}</span>
        <span>{columns.age}</span>
        <span />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: its items stand in chunks, which a list element must not hold */}
      <div role="list" aria-label={list}>
        {chunks.current.map((some, index) => (
          <TaskChunk key={index} tasks={some} first={index === 0} />
        ))}
      </div>
    </div>
  );
}
