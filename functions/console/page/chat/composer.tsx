import { useState } from 'preact/hooks';
import type { Agent } from '../api/types.ts';
import { useText } from '../text/use-text.ts';

/** Where a message is written; while a reply comes, the way to stop it. */
export function Composer({
  agents,
  isNew,
  isBusy,
  onSay,
  onStop,
}: {
  agents: Agent[];
  isNew: boolean;
  isBusy: boolean;
  onSay: (message: string, agent: string) => void;
  onStop: () => void;
}) {
  const words = useText().chat;
  const [message, setMessage] = useState('');
  const [agent, setAgent] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy || !message.trim()) return;
    onSay(message, agent);
    setMessage('');
  };
  return (
    <form class="card composer" onSubmit={submit}>
      <label class="field">
        <span>{words.message}</span>
        <textarea
          rows={2}
          value={message}
          onInput={(event) => setMessage(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && submit(event)}
        />
      </label>
      <div class="composer-row">
        {isNew && (
          <label class="part">
            <span>{words.part}</span>
            <select value={agent} onChange={(event) => setAgent(event.currentTarget.value)}>
              <option value="">{words.noPart}</option>
              {agents.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <span class="muted hint">{words.hint}</span>
        {isBusy ? (
          <button type="button" onClick={onStop}>
            {words.stop}
          </button>
        ) : (
          <button type="submit" class="primary">
            {words.send}
          </button>
        )}
      </div>
    </form>
  );
}
