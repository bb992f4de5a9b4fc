import type { LooseInputHTMLAttributes } from 'preact';
import { Field } from './field.tsx';

type Attributes = Pick<
  LooseInputHTMLAttributes<HTMLInputElement>,
  'type' | 'maxLength' | 'min' | 'step' | 'inputMode' | 'placeholder' | 'autocomplete'
>;

/** A line to write in. */
export const TextField = ({
  label,
  onText,
  ...attributes
}: Attributes & { label: string; value: string; onText: (text: string) => void }) => (
  <Field label={label}>
    <input dir="auto" {...(attributes as object)} onInput={(event) => onText(event.currentTarget.value)} />
  </Field>
);
