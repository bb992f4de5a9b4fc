import { Field } from './field.tsx';

/** One of several values, each with its name. */
export const Choice = <Value extends string>({
  label,
  inline = false,
  value,
  options,
  onChoose,
}: {
  label: string;
  inline?: boolean;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChoose: (value: Value) => void;
}) => (
  <Field label={label} inline={inline}>
    <select value={value} onChange={(event) => onChoose(event.currentTarget.value as Value)}>
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  </Field>
);
