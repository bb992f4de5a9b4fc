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

  /** One by one: a request has a limit, and each that arrived is stored. A file that is refused is named; the others go on. */
  async function add(documents: { name?: string; body: NewDocument }[]): Promise<boolean> {
    setBusy(true);
    try {
      let added = 0;
      for (const { name, body } of documents) {
        const refusal = await send(body, name);
        if (refusal) showToast({ text: refusal, bad: true }, 12);
        else added += 1;
      }
      setError(undefined);
      if (added > 0) showToast({ text: words.added(added) });
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

  /** What the API has against the file `name`; undefined if it took the document. */
  async function send(body: NewDocument, name: string | undefined): Promise<string | undefined> {
    try {
      await call('/documents', { method: 'POST', body });
      return undefined;
    } catch (thrown) {
      const isRefusal = thrown instanceof ApiError && (thrown.status === 400 || thrown.status === 413);
      if (!isRefusal || name === undefined) throw thrown;
      return words.refused(name, thrown.message);
    }
  }

  async function addFiles(files: File[]): Promise<void> {
    const read: { name: string; body: NewDocument }[] = [];
    for (const file of files) {
      const { name } = file;
      try {
        const content = await readFile(file);
        read.push({ name, body: { content, ...(/\.html?$/i.test(name) ? {} : { title: name.slice(0, 300) }) } });
      } catch (thrown) {
        const say = thrown instanceof RangeError ? words.tooLarge : words.notText;
        showToast({ text: say(name), bad: true }, 12);
      }
    }
    if (read.length > 0) await add(read);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const body = { content, ...(title && { title }), ...(url && { url }) };
    if (!(await add([{ body }]))) return;
    for (const empty of [setTitle, setUrl, setContent]) empty('');
  }

  return (
    <Card title={words.add} error={error}>
      <DropZone onFiles={(files) => void addFiles(files)} />
      <details>
        <summary>{words.paste}</summary>
        <form class="stack pasted" onSubmit={submit}>
          <Field label={words.content}>
            <textarea
              rows={6}
              dir="auto"
              required
              value={content}
              onInput={(event) => setContent(event.currentTarget.value)}
            />
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
