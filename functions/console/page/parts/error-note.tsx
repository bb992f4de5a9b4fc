import type { ApiError } from '../api/api-error.ts';
import { useText } from '../text/use-text.ts';
import { errorTitle } from './error-title.ts';

/** What went wrong, and what to do about it. */
export function ErrorNote({ error, retry }: { error: ApiError; retry?: () => void }) {
  const text = useText();
  const { problem, status, isMissingEndpoint } = error;
  return (
    <div class={isMissingEndpoint ? 'note' : 'note bad'} role="alert">
      <p>
        <strong>{errorTitle(error, text)}</strong>
      </p>
      {status !== 0 && !isMissingEndpoint && <p lang="en">{error.message}</p>}
      {problem.errors && (
        <ul>
          {problem.errors.map(({ path, message }) => (
            <li key={path + message} lang="en">
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {problem.request_id && !isMissingEndpoint && (
        <p class="muted">
          {text.errors.reference} <code>{problem.request_id}</code>
        </p>
      )}
      {retry && (
        <button type="button" onClick={retry}>
          {text.retry}
        </button>
      )}
    </div>
  );
}
