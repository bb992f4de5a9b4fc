import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../text/use-text.ts';

/** A window over the page, closed by Escape too; where it cannot be closed it has no `onClose`. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose?: () => void;
  children: ComponentChildren;
}) {
  const { close } = useText();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      // A second Escape closes it whatever is said to the first.
      onClose={() => (onClose ? onClose() : element.current?.showModal())}
    >
      <header class="dialog-head">
        <h2>{title}</h2>
        {onClose && (
          <button type="button" class="quiet" onClick={onClose}>
            {close}
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}
