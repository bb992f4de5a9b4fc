import { useStore } from '../state/store.ts';
import { toasts } from '../state/toasts.ts';

/** The notices at the page's edge, read aloud as they come. */
export function ToastList() {
  const shown = useStore(toasts);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, bad, action }) => (
        <div class={bad ? 'toast bad' : 'toast'} key={id}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                toasts.set(toasts.get().filter((one) => one.id !== id));
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
