import { ApiError } from '../api/api-error.ts';
import { showToast } from '../state/toasts.ts';
import { currentText } from '../text/use-text.ts';
import { errorNotice } from './error-title.ts';

/** Tells in a notice why the API did not do something; throws whatever else went wrong. */
export function tellFailure(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
  showToast({ text: errorNotice(error, currentText()), bad: true });
}
