import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { Agent, NewTask, TaskAccepted } from '../api/types.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { go } from '../state/route.ts';
import { useText } from '../text/use-text.ts';
import { requestKey } from './request-key.ts';

const priorities = ['low', 'medium', 'high', 'urgent'] as const;

/** Asks for work, and goes to watch it. */
export function TaskForm({ agents }: { agents: Agent[] }) {
  const text = useText();
  const words = text.tasks;
  const [query, setQuery] = useState('');
  const [agent, setAgent] = useState('research');
  const [priority, setPriority] = useState<(typeof priorities)[number]>('medium');
  const [budget, setBudget] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const keyFor = useRef(requestKey());

  async function submit(event?: Event): Promise<void> {
    event?.preventDefault();
    if (busy || !query.trim()) return;
    const body: NewTask = { query, agent_type: agent, priority };
    if (budget !== '') body.max_cost_usd = Number(budget);
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

  const names = agents.length > 0 ? agents.map(({ name }) => name) : ['research'];
  return (
    <form class="card task-form" onSubmit={submit} aria-label={words.ask}>
      <label class="field">
        <span>{words.query}</span>
        <textarea
          rows={3}
          maxLength={4000}
          required
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void submit(event)}
        />
      </label>
      <p class="examples">
        <span class="muted">{words.example}</span>
        {words.examples.map((example) => (
          <button type="button" class="link-like" key={example} onClick={() => setQuery(example)}>
            {example}
          </button>
        ))}
      </p>
      <div class="form-row">
        <label class="field">
          <span>{words.agent}</span>
          <select value={agent} onChange={(event) => setAgent(event.currentTarget.value)}>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.priority}</span>
          <select
            value={priority}
            onChange={(event) => setPriority(event.currentTarget.value as (typeof priorities)[number])}
          >
            {priorities.map((one) => (
              <option key={one} value={one}>
                {text.priorities[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.budget}</span>
          <input
            type="number"
            min="0"
            step="any"
            inputMode="decimal"
            placeholder={words.noBudget}
            value={budget}
            onInput={(event) => setBudget(event.currentTarget.value)}
          />
        </label>
        <div class="send">
          <button type="submit" class="primary" disabled={busy}>
            {busy ? words.sending : words.send}
          </button>
        </div>
      </div>
      <p class="muted hint">{agents.find(({ name }) => name === agent)?.description ?? words.hint}</p>
      {error && <ErrorNote error={error} />}
    </form>
  );
}
