import { useState } from 'preact/hooks';
import type { SearchResult } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { splitByTerms, termsOf } from './terms-of.ts';

/** Looks for passages, and marks what was looked for. */
export function SearchBox() {
  const words = useText().documents;
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const { data, error } = useResource<{ results: SearchResult[] }>(
    query ? `/search?q=${encodeURIComponent(query)}` : null,
  );
  const submit = (event: Event) => {
    event.preventDefault();
    setQuery(typed.trim());
  };
  const clear = () => {
    setTyped('');
    setQuery('');
  };
  return (
    <section class="card stack" aria-label={words.search}>
      <form class="search" onSubmit={submit} aria-label={words.search}>
        <TextField label={words.search} type="search" value={typed} onText={setTyped} />
        <button type="submit">{words.searchLabel}</button>
        {query && (
          <button type="button" class="quiet" onClick={clear}>
            {words.clear}
          </button>
        )}
      </form>
      {error && <ErrorNote error={error} />}
      {data && (
        <p class="muted" role="status">
          {data.results.length > 0 ? words.found(data.results.length) : words.nothing}
        </p>
      )}
      {data?.results.length === 0 && (
        <Empty title={words.nothing}>
          <p>{words.nothingHelp}</p>
        </Empty>
      )}
      {data && data.results.length > 0 && (
        <ol class="found">
          {data.results.map(({ document_id, title, passage }) => (
            <li key={document_id}>
              <h3 dir="auto">{title}</h3>
              <p dir="auto">
                {splitByTerms(passage, termsOf(query)).map((part, index) =>
                  index % 2 === 0 ? part : <mark key={`${index} ${part}`}>{part}</mark>,
                )}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
