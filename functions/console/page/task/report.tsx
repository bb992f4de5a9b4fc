import { useCallback, useState } from 'preact/hooks';
import type { TaskDetail } from '../api/types.ts';
import { type Cite, Markdown } from '../markdown/markdown.tsx';
import { useText } from '../text/use-text.ts';
import { resultOf, type Source } from './result-of.ts';
import { SourceDialog } from './source-dialog.tsx';

/** What the task made: a report whose marks open their sources, or whatever else its agent gives. */
export function Report({ task }: { task: TaskDetail }) {
  const words = useText().task;
  const [open, setOpen] = useState<Source>();
  const { report, sources, citations } = resultOf(task.result);
  const cite: Cite = useCallback(
    (n) => {
      const source = sources.find((one) => one.n === n);
      if (!source) return null;
      return (
        <button
          type="button"
          class="cite"
          aria-label={words.source(n)}
          title={source.title}
          onClick={() => setOpen(source)}
        >
          [{n}]
        </button>
      );
    },
    [task.result, words],
  );
  if (task.result === null || task.result === undefined) {
    const running = task.status === 'queued' || task.status === 'processing';
    return running ? <p class="muted card">{words.reportComing}</p> : null;
  }
  return (
    <section class="card" aria-label={report === null ? words.result : words.report}>
      <div class="section-head">
        <h2>{report === null ? words.result : words.report}</h2>
        {citations && citations.checked > 0 && (
          <span class="muted">{words.citations(citations.checked - citations.failed, citations.failed)}</span>
        )}
      </div>
      {report === null ? (
        <pre>{JSON.stringify(task.result, undefined, 2)}</pre>
      ) : (
        <Markdown text={report} cite={cite} />
      )}
      {open && <SourceDialog source={open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}
