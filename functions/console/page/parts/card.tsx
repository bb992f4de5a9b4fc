import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/api-error.ts';
import { ErrorNote } from './error-note.tsx';

/** A part of the page with its title, and what went wrong with it. */
export const Card = ({
  title,
  error,
  retry,
  children,
}: {
  title: string;
  error?: ApiError | undefined;
  retry?: () => void;
  children: ComponentChildren;
}) => (
  <section class="card stack" aria-label={title}>
    <h2>{title}</h2>
    {error && <ErrorNote error={error} {...(retry && { retry })} />}
    {children}
  </section>
);
