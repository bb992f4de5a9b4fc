import type { ComponentChildren } from 'preact';

/** A control with its name above it, or before it where it is `inline`. */
export const Field = ({
  label,
  inline = false,
  children,
}: {
  label: string;
  inline?: boolean;
  children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
  <label class={inline ? 'field inline' : 'field'}>
    <span>{label}</span>
    {children}
  </label>
);
