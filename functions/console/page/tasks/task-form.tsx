import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { Agent, TaskAccepted } from '../api/types.ts';
import { Choice } from '../parts/choice.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { go } from '../state/route.ts';
import { useText } from '../text/use-text.ts';
import { DataFields } from './data-fields.tsx';
import { dataKinds, newTask, type TaskDraft } from './new-task.ts';
import { requestKey } from './request-key.ts';

/** The most characters that the API takes for a query. */
const mostCharacters = 4000;
const priorities = ['low', 'medium', 'high', 'urgent'] as const;
const empty: TaskDraft = { query: '', agent: 'research', priority: 'medium', budget: '', data: '', kind: '' };

/** Asks for work, and goes to watch it. */
export function TaskForm({ agents }: { agents: Agent[] }) {
  const text = useText();
  const words = text.tasks;
  const [draft, setDraft] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const keyFor = useRef(requestKey());
  const change = (part: Partial<TaskDraft>) => setDraft((known) => ({ ...known, ...part }));
  const names = agents.length > 0 ? agents.map(({ name }) => name) : [empty.agent];
  const agent = agents.find(({ name }) => name === draft.agent);
  const kinds = dataKinds(agent);
  const { length } = draft.query.trim();
  const isTooLong = length > mostCharacters;

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (busy || length === 0 || isTooLong) return;
    const body = newTask(draft, kinds);
    setBusy(true);
    try {
      // The same key for the same request: sent twice because an answer was lost, it is one task.
      const headers = { 'idempotency-key': keyFor.current(JSON.stringify(body)) };
      const { task_id } = await call<TaskAccepted>('/tasks', { method: 'POST', body, headers });
      go('tasks', task_id);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setError(thrown);
      setBusy(false);
    }
  }

  return (
    <form class="card task-form" onSubmit={submit} aria-label={words.ask}>
      <Field label={words.query}>
        <textarea
          rows={3}
          dir="auto"
          required
          value={draft.query}
          onInput={(event) => change({ query: event.currentTarget.value })}
          onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void submit(event)}
        />
      </Field>
      {isTooLong && (
        <p class="note bad" role="alert">
          {words.tooLong(length, mostCharacters)}
        </p>
      )}
      {kinds.length > 0 ? (
        <DataFields draft={draft} kinds={kinds} onChange={change} />
      ) : (
        <p class="examples">
          <span class="muted">{words.example}</span>
          {words.examples.map((query) => (
            <button type="button" class="link-like" key={query} onClick={() => change({ query })}>
              {query}
            </button>
          ))}
        </p>
      )}
      <div class="form-row">
        <Choice
          label={words.agent}
          value={draft.agent}
          options={names.map((name) => [name, name] as const)}
          onChoose={(name) => change({ agent: name })}
        />
        <Choice
          label={words.priority}
          value={draft.priority}
          options={priorities.map((one) => [one, text.priorities[one]] as const)}
          onChoose={(priority) => change({ priority })}
        />
        <TextField
          label={words.budget}
          type="number"
          min="0"
          step="any"
          inputMode="decimal"
          placeholder={words.noBudget}
          value={draft.budget}
          onText={(budget) => change({ budget })}
        />
        <div class="send">
          <button type="submit" class="primary" disabled={busy || isTooLong}>
            {busy ? words.sending : words.send}
          </button>
        </div>
      </div>
      <p class="muted hint">
        {text.agentHelp[draft.agent] ?? agent?.description} {words.hint}
      </p>
      {error && <ErrorNote error={error} />}
    </form>
  );
}
