import { useState } from 'preact/hooks';
import { apiRoot } from '../api/api-root.ts';
import { call } from '../api/send.ts';
import type { TaskAccepted, TaskDetail } from '../api/types.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { saveText } from '../parts/save-text.ts';
import { tellFailure } from '../parts/tell-failure.ts';
import { go } from '../state/route.ts';
import { cancelTask } from '../tasks/cancel-task.ts';
import { useText } from '../text/use-text.ts';
import { curlCommand, powershellCommand, requestOf } from './commands.ts';
import { resultOf } from './result-of.ts';

/** What can be done with a task. */
export function TaskActions({ task }: { task: TaskDetail }) {
  const text = useText();
  const words = text.task;
  const [raw, setRaw] = useState(false);
  const { report } = resultOf(task.result);
  const url = `${location.origin}${apiRoot}`;
  const isOpen = task.status === 'queued' || task.status === 'processing';
  async function again(): Promise<void> {
    try {
      const { task_id } = await call<TaskAccepted>('/tasks', { method: 'POST', body: requestOf(task) });
      go('tasks', task_id);
    } catch (error) {
      tellFailure(error);
    }
  }
  return (
    <section class="actions" aria-label={words.actions}>
      {isOpen ? (
        <button type="button" onClick={() => cancelTask(task.task_id)}>
          {text.cancel}
        </button>
      ) : (
        <button type="button" onClick={again}>
          {words.again}
        </button>
      )}
      {report !== null && (
        <button type="button" onClick={() => saveText(`${task.query.slice(0, 60)}.md`, report)}>
          {words.download}
        </button>
      )}
      <CopyButton label={words.curl} text={() => curlCommand(url, requestOf(task))} />
      <CopyButton label={words.powershell} text={() => powershellCommand(url, requestOf(task))} />
      <button type="button" onClick={() => setRaw(true)}>
        {words.json}
      </button>
      {raw && (
        <Dialog title={words.json} onClose={() => setRaw(false)}>
          <pre>{JSON.stringify(task, undefined, 2)}</pre>
        </Dialog>
      )}
    </section>
  );
}
