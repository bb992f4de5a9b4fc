import { useState } from 'preact/hooks';
import { giveKey, keyRequest } from '../api/api-key.ts';
import { useStore } from '../state/store.ts';
import { useText } from '../text/use-text.ts';
import { Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

/** Asks for the API's key when the API does. */
export function KeyDialog() {
  const { asked, refused } = useStore(keyRequest);
  const text = useText().key;
  const [typed, setTyped] = useState('');
  if (!asked) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!typed.trim()) return;
    giveKey(typed.trim());
    setTyped('');
  };
  return (
    <Dialog title={text.title}>
      <form class="stack" onSubmit={submit}>
        {refused ? (
          <p class="note bad" role="alert">
            {text.refused}
          </p>
        ) : (
          <p>{text.why}</p>
        )}
        <TextField label={text.label} type="password" autocomplete="off" value={typed} onText={setTyped} />
        <p class="muted">{text.kept}</p>
        <button type="submit" class="primary">
          {text.use}
        </button>
      </form>
    </Dialog>
  );
}
