import { useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { NewDocument } from '../api/types.ts';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { showToast } from '../state/toasts.ts';
import { useText } from '../text/use-text.ts';
import { DropZone } from './drop-zone.tsx';
import { readFile } from './read-file.ts';

/** Adds documents: files that are dropped or chosen, or a pasted text. */
export function AddDocument({ onAdded }: { onAdded: () => void }) {
  const words = useText().documents;
  const [title, setTitle] = useState('');
  const [url, setUrl] = useState('');
  const [content, setContent] = useState('');
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);

  async function add(documents: NewDocument[]): Promise<boolean> {
    setBusy(true);
    try {
      // One by one: a request has a limit, and each that arrived is stored.
      for (const body of documents) await call('/documents', { method: 'POST', body });
      setError(undefined);
      showToast({ text: words.added(documents.length) });
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setError(thrown);
      return false;
    } finally {
      setBusy(false);
      onAdded();
    }
  }

  async function addFiles(files: File[]): Promise<void> {
    const read: NewDocument[] = [];
    for (const file of files) {
      try {
        const text = await readFile(file);
        read.push({ content: text, ...(/\.html?$/i.test(file.name) ? {} : { title: file.name.slice(0, 300) }) });
      } catch (thrown) {
        const say = thrown instanceof RangeError ? words.tooLarge : words.notText;
        showToast({ text: say(file.name), bad: true }, 12);
      }
    }
    if (read.length > 0) await add(read);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const document = { content, ...(title && { title }), ...(url && { url }) };
    if (!(await add([document]))) return;
    for (const empty of [setTitle, setUrl, setContent]) empty('');
  }

  return (
    <Card title={words.add} error={error}>
      <DropZone onFiles={(files) => void addFiles(files)} />
      <details>
        <summary>{words.paste}</summary>
        <form class="stack pasted" onSubmit={submit}>
          <Field label={words.content}>
            <textarea rows={6} required value={content} onInput={(event) => setContent(event.currentTarget.value)} />
          </Field>
          <div class="two">
            <TextField
              label={words.name}
              maxLength={300}
              placeholder={words.nameHint}
              value={title}
              onText={setTitle}
            />
            <TextField label={words.url} type="url" placeholder="https://" value={url} onText={setUrl} />
          </div>
          <div>
            <button type="submit" class="primary" disabled={busy}>
              {words.save}
            </button>
          </div>
        </form>
      </details>
    </Card>
  );
}
