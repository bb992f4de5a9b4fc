import { useState } from 'preact/hooks';
import type { Agent } from '../api/types.ts';
import { Choice } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
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
  /** Tells whether the message was taken: one that was not stands here again. */
  onSay: (message: string, agent: string) => Promise<boolean>;
  onStop: () => void;
}) {
  const words = useText().chat;
  const [message, setMessage] = useState('');
  const [agent, setAgent] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || !message.trim()) return;
    setMessage('');
    if (!(await onSay(message, agent))) setMessage((typed) => typed || message);
  };
  return (
    <form class="card composer" onSubmit={submit}>
      <Field label={words.message}>
        <textarea
          rows={2}
          dir="auto"
          value={message}
          onInput={(event) => setMessage(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && void submit(event)}
        />
      </Field>
      <div class="composer-row">
        {isNew && (
          <Choice
            inline
            label={words.part}
            value={agent}
            options={[['', words.noPart], ...agents.map(({ name }) => [name, name] as const)]}
            onChoose={setAgent}
          />
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
