import { expect, test } from 'vitest';
import { resolveCitations } from './resolve-citations.ts';

const passages = [
  { passage_id: 'a', document_id: 'A', title: 'A', url: null },
  { passage_id: 'b', document_id: 'B', title: 'B', url: null },
];
const notes = ['a', 'b', 'a'].map((passage_id) => ({ question_id: 'q1', claim: 'c', passage_id, quote: passage_id }));

function resolved(text: string) {
  const { resolve, counts } = resolveCitations(notes, passages);
  return { text: resolve(text), ...counts() };
}

test.each([
  ['有助于提高效率。 [N1]', '有助于提高效率[1]。'],
  ['提高效率。[N1]下一句！ [N2]', '提高效率[1]。下一句！'.replace('！', '[2]！')],
  ['提高效率 [N1]。', '提高效率[1]。'],
  ['使用 CT。[N1]', '使用 CT[1]。'],
  ['他说：“很好。” [N1]', '他说：“很好。”[1]'],
  ['It improves efficiency. [N1]', 'It improves efficiency [1].'],
  ['It improves efficiency.[N1] It is new.', 'It improves efficiency [1]. It is new.'],
  ['It improves efficiency[N1].', 'It improves efficiency [1].'],
  ['And so on... [N1]', 'And so on... [1]'],
  ['First line\n[N1] second', 'First line\n[1] second'],
])('in %j the mark stands before the end of its sentence, apart from Latin text only', (given, expected) => {
  expect(resolved(given).text).toBe(expected);
});

test.each([
  ['规定见 https://example.org/a。 [N1]', '规定见 https://example.org/a [1]。'],
  ['规定见 www.example.org/a_(b)[N1]，另见下文', '规定见 www.example.org/a_(b) [1]，另见下文'],
  ['文件在 D:\\数据\\。 [N1]', '文件在 D:\\数据\\ [1]。'],
  ['见<https://example.org/a>。 [N1]', '见<https://example.org/a>[1]。'],
  ['见[规定](https://example.org/a)。 [N1]', '见[规定](https://example.org/a)[1]。'],
  ['见 https://example.org/a 的规定。 [N1]', '见 https://example.org/a 的规定[1]。'],
])('in %j neither an address nor a backslash swallows the mark', (given, expected) => {
  expect(resolved(given).text).toBe(expected);
});

test('marks that follow one another name each source once', () => {
  expect(resolved('甲。[N1][N2] [N3]')).toEqual({ text: '甲[1][2]。', resolved: 2, failed: 0 });
});

test('an unknown mark leaves no trace, and the sentence its end', () => {
  expect(resolved('甲。[N9] 乙。[N1, N8]')).toEqual({ text: '甲。 乙[1]。', resolved: 1, failed: 2 });
});

test('a number that stands alone is removed; an index and code keep theirs', () => {
  expect(resolved('Efficient [7]. 效率[8]。 [N1][2]')).toMatchObject({ text: 'Efficient. 效率[1]。', failed: 3 });
  const code = 'Take `x[0] [1]` or array[0][1]:\n\n```js\ncite [N1] [2]\n```\n';
  expect(resolved(code)).toEqual({ text: code, resolved: 0, failed: 0 });
});

test('a mark that is written as code is a mark', () => {
  expect(resolved('效率`[N1]`。').text).toBe('效率[1]。');
});

test('a mark does not become a link by what follows it', () => {
  expect(resolved('a [N1](https://example.org)').text).toBe('a [1]\\(https://example.org)');
  expect(resolved('[N1]: https://example.org').text).toBe('[1]\\: https://example.org');
});
