import { expect, test } from 'vitest';
import { tidyDraft } from './tidy-draft.ts';

const bodyOf = (body: string) => tidyDraft({ summary: 's', sections: [{ heading: 'h', body }], open_questions: [] });
const tidied = (body: string) => bodyOf(body).sections[0]?.body;

test('headings and open questions become plain lines without marks', () => {
  const draft = tidyDraft({
    summary: 's',
    sections: [{ heading: '## Uses [N1]\n of it [2, 3]', body: 'b' }],
    open_questions: ['- What of x[0]?', '[N1]', '1. 还有什么？[N2]'],
  });
  expect(draft.sections[0]?.heading).toBe('Uses of it');
  expect(draft.open_questions).toEqual(['What of x?', '还有什么？']);
});

test('headings within a body lie below those of the report', () => {
  expect(tidied('# A\n\n### B\n\n- # C\n> ## D\n\n#tag')).toBe('### A\n\n##### B\n\n- ### C\n> #### D\n\n#tag');
  expect(tidied('Title\n=====\n\nOther\n---')).toBe('Title\n\n=====\n\nOther\n\n---');
});

test('tags, images and links to other than web and mail addresses become text', () => {
  expect(tidied('<script>x</script> ![i](https://e.org/i.png)')).toBe(
    '\\<script>x\\</script> \\![i](https://e.org/i.png)',
  );
  expect(tidied('[a](javascript:x) [b](https://e.org) <https://e.org> 1 < 2')).toBe(
    '[a]\\(javascript:x) [b](https://e.org) <https://e.org> 1 < 2',
  );
  expect(tidied('[x]: javascript:y')).toBe('\\[x]: javascript:y');
});

test('code stays as it is, and is closed', () => {
  const code = '`<b>` and\n\n```sh\n# comment\n<x> ![y](z)\n```';
  expect(tidied(code)).toBe(code);
  expect(tidied('a\n```\n# open')).toBe('a\n```\n# open\n```');
});

test.each([
  ['another character behind it', '```\nls\n```~', '```\nls\n``` ~\n```'],
  ['another character', '~~~\nls\n```', '~~~\nls\n```\n~~~'],
  ['fewer characters', '````\nls\n```', '````\nls\n```\n````'],
  ['four spaces before it', '```\nls\n    ```', '```\nls\n    ```\n```'],
])('a fence with %s closes no code', (_, body, closed) => {
  expect(tidied(body)).toBe(closed);
});

test('a fence closes code with more characters and white space, and an open one is closed where it was opened', () => {
  expect(tidied('~~~ `x`\n<b>\n  ~~~~ \t\n<b>')).toBe('~~~ `x`\n<b>\n  ~~~~\n\\<b>');
  expect(tidied('```\r\n<b>\r\n```\r\n<b>')).toBe('```\n<b>\n```\n\\<b>');
  expect(tidied('- a\n  ```\n  ls')).toBe('- a\n  ```\n  ls\n  ```');
});

test.each([['    '], ['\t'], ['x\u2028'], ['x\u2029']])(
  'between fences after %j, which are none, tags become text',
  (before) => {
    expect(tidied(`${before}\`\`\`\n<img src=x onerror=alert(1)>\n${before}\`\`\``)).toContain('\n\\<img');
  },
);
