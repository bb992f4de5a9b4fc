import { useState } from 'preact/hooks';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useStore } from '../state/store.ts';
import { useText } from '../text/use-text.ts';
import { AddDocument } from './add-document.tsx';
import { deleteLater, leaving } from './delete-later.ts';
import { DocumentRow } from './document-row.tsx';
import { SearchBox } from './search-box.tsx';
import { useDocuments } from './use-documents.ts';

const pageSize = 20;

/** The knowledge base: add, look for, delete. */
export function DocumentsPage() {
  const text = useText();
  const words = text.documents;
  const [shown, setShown] = useState(pageSize);
  const { data, error, reload } = useDocuments(shown);
  const gone = useStore(leaving);
  const items = data?.items.filter(({ document_id }) => !gone.has(document_id));
  return (
    <>
      <h1 class="hidden">{words.title}</h1>
      <SearchBox />
      <AddDocument onAdded={reload} />
      <section aria-label={words.list}>
        <div class="section-head">
          <h2>{words.list}</h2>
        </div>
        {error && error.status !== 0 && <ErrorNote error={error} retry={reload} />}
        {items?.length === 0 && (
          <Empty title={words.none}>
            <p>{words.noneHelp}</p>
          </Empty>
        )}
        {items && items.length > 0 && (
          <ul class="documents">
            {items.map((document) => (
              <DocumentRow
                key={document.document_id}
                document={document}
                onDelete={() =>
                  deleteLater(
                    document.document_id,
                    { removed: words.removed(document.title), undo: words.undo },
                    reload,
                  )
                }
              />
            ))}
          </ul>
        )}
        {data?.next_cursor && (
          <button type="button" class="more" onClick={() => setShown(shown + 40)}>
            {text.more}
          </button>
        )}
      </section>
    </>
  );
}
