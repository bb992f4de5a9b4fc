import type { Document } from '../api/types.ts';
import { safeAddress } from '../markdown/safe-address.ts';
import { Age } from '../parts/age.tsx';
import { useText } from '../text/use-text.ts';

/** One document of the list. */
export function DocumentRow({ document, onDelete }: { document: Document; onDelete: () => void }) {
  const words = useText().documents;
  const { title, url, passages, created_at } = document;
  const address = url === null ? undefined : safeAddress(url);
  return (
    <li>
      <span class="document-title" dir="auto">
        {address ? (
          <a href={address} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
      </span>
      <span class="muted number">{words.passages(passages)}</span>
      <span class="muted number">
        <Age time={created_at} />
      </span>
      <button type="button" class="quiet" aria-label={words.remove(title)} onClick={onDelete}>
        {words.delete}
      </button>
    </li>
  );
}
