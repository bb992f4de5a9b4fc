import { InvalidRequest } from '../../errors.ts';
import type { ModelAttempt } from '../language-model.ts';

/** Throws a 400 where every provider that was called refused the request itself: no placeholder helps who has to change it. */
export function refuseBadRequest(attempts: ModelAttempt[]): void {
  const called = attempts.filter(({ outcome }) => outcome !== 'skipped');
  if (!called.length || called.some(({ error_class }) => error_class !== 'bad_request')) return;
  const [first] = called;
  throw new InvalidRequest(`${first?.provider} ${first?.model} refused the request: ${first?.error}`, {
    code: 'refused_by_provider',
  });
}
