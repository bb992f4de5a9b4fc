import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinContinuation } from './join-continuation.ts';

/** What is said of a continuation that comes in these pieces. */
function join(text: string, pieces: string[]): string[] {
  const joined = joinContinuation(text);
  return [...pieces.map((piece) => joined.next(piece)), joined.rest()];
}
const text = '人工智能可以辅助医生阅读医学影像。它先标出可疑的位置，';

test('what goes on with the text is passed on as it comes', () => {
  expect(join(text, ['再由', '医生判断。', '完'])).toEqual(['再由', '医生判断。', '完', '']);
});

test('the last words, or all of the text, are not said again', () => {
  expect(join(text, ['它先标出', '可疑的位置，', '再由医生判断。']).join('')).toBe('再由医生判断。');
  expect(join(text, [...text, '再由', '医生判断。']).join('')).toBe('再由医生判断。');
  expect(join(text, [text]).join('')).toBe('');
});

test('a short match is chance, and kept', () => {
  expect(join('他哈哈', ['哈哈大笑。']).join('')).toBe('哈哈大笑。');
  expect(join('The end of the ', ['the']).join('')).toBe('the');
});

test('a text that begins with words from its middle is not cut', () => {
  expect(join(text, ['人工智能可以', '做更多。']).join('')).toBe('人工智能可以做更多。');
});

test('without a text before, everything is passed on', () => {
  expect(join('', ['你', '好'])).toEqual(['你', '好', '']);
});

test('nothing is lost but a repeated end, however the pieces are cut', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '好'), maxLength: 40 });
  fc.assert(
    fc.property(letters, fc.array(letters), (before, pieces) => {
      const whole = pieces.join('');
      const said = join(before, pieces).join('');
      expect(whole.endsWith(said)).toBe(true);
      expect(before.endsWith(whole.slice(0, whole.length - said.length))).toBe(true);
    }),
  );
});
