import { Choice } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { useText } from '../text/use-text.ts';
import type { TaskDraft } from './new-task.ts';

/** What an agent works on that takes data: a table to paste, and what is to be done with it. */
export function DataFields({
  draft,
  kinds,
  onChange,
}: {
  draft: TaskDraft;
  kinds: string[];
  onChange: (change: Partial<TaskDraft>) => void;
}) {
  const words = useText().tasks;
  return (
    <div class="data-fields">
      <Field label={words.data}>
        <textarea
          rows={4}
          dir="auto"
          required
          placeholder={words.dataHint}
          value={draft.data}
          onInput={(event) => onChange({ data: event.currentTarget.value })}
        />
      </Field>
      <Choice
        label={words.kind}
        value={draft.kind}
        options={kinds.map((kind) => [kind, words.kinds[kind] ?? kind] as const)}
        onChoose={(kind) => onChange({ kind })}
      />
    </div>
  );
}
