import { safeAddress } from '../markdown/safe-address.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useText } from '../text/use-text.ts';
import type { Source } from './result-of.ts';

/** A source of the report, with what it says word for word. */
export function SourceDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const words = useText().task;
  const address = source.url === null ? undefined : safeAddress(source.url);
  return (
    <Dialog title={words.source(source.n)} onClose={onClose}>
      <div class="stack">
        <p class="source-title" dir="auto">
          {source.title}
        </p>
        {source.quotes.length > 0 ? (
          <>
            <h3>{words.quotes}</h3>
            {source.quotes.map((quote) => (
              <blockquote class="quote" dir="auto" key={quote}>
                {quote}
              </blockquote>
            ))}
          </>
        ) : (
          <p class="muted">{words.noQuotes}</p>
        )}
        {address && (
          <p class="address">
            <a href={address} target="_blank" rel="noopener noreferrer">
              {words.openPage}
            </a>{' '}
            <span class="muted">{address}</span>
          </p>
        )}
      </div>
    </Dialog>
  );
}
