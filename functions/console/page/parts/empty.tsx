import type { ComponentChildren } from 'preact';

/** What stands where there is nothing yet: why, and what to do. */
export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <h3>{title}</h3>
    {children}
  </div>
);
