import { showToast } from '../state/toasts.ts';
import { useText } from '../text/use-text.ts';
import { copyText } from './copy-text.ts';

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const { copied, copyFailed } = useText();
  const copy = async () => {
    try {
      await copyText(text());
      showToast({ text: copied }, 3);
    } catch {
      showToast({ text: copyFailed, bad: true });
    }
  };
  return (
    <button type="button" onClick={copy}>
      {label}
    </button>
  );
}
