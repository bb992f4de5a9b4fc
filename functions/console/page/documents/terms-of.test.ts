import { expect, test } from 'vitest';
import { splitByTerms, termsOf } from './terms-of.ts';

test('a query’s words are marked wherever they stand, in either case; what is special in patterns is not', () => {
  expect(splitByTerms('AI and ai (x).', termsOf('AI (x)'))).toEqual(['', 'AI', ' and ', 'ai', ' (x).']);
  expect(splitByTerms('医学影像与影像', termsOf('影像'))).toEqual(['医学', '影像', '与', '影像', '']);
  expect(splitByTerms('a.b', termsOf('?.*'))).toEqual(['a.b']);
});
