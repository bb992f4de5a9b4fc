import type { ApiError } from '../api/api-error.ts';
import type { Text } from '../text/en.ts';

/** What went wrong, in the page's language. */
export function errorTitle({ status, isMissingEndpoint }: ApiError, { errors }: Text): string {
  if (status === 0) return errors.unreachable;
  if (isMissingEndpoint) return errors.missing;
  return (errors.byStatus as Record<number, string>)[status] ?? errors.other;
}

/** The same with the server's own words, as far as it answered: for a notice. */
export const errorNotice = (error: ApiError, text: Text): string =>
  error.status === 0 ? text.errors.noAnswer : `${errorTitle(error, text)} ${error.message}`;
