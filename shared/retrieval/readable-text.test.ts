import { describe, expect, it } from 'vitest';
import { detectContentType } from './content-type.ts';
import { readableText } from './readable-text.ts';
import { titleOf } from './title-of.ts';

const html = (content: string) => readableText(content, 'text/html').text;

describe('the text of a document', () => {
  it('is what people read of a page: headings, paragraphs, lists and tables', () => {
    const page = `<!doctype html><html><head><title>医疗 &amp; AI</title><style>p{}</style></head><body><nav><ul><li>Menu</ul></nav>
      <h1>人工智能</h1><p>Hello <b>bold</b>\n world,<br>next.</p><ul><li>one<li>two</ul>
      <table><tr><th>Name</th><th>Age</th></tr><tr><td>A</td><td>1</td></tr></table><script>alert("x")</script></body></html>`;
    const { text, title } = readableText(page, 'text/html');
    expect(title).toBe('医疗 & AI');
    expect(text.split(/\n+/)).toEqual([
      '# 人工智能',
      'Hello bold world,',
      'next.',
      '- one',
      '- two',
      'Name | Age',
      'A | 1',
    ]);
  });

  it('keeps lines and spaces of preformatted text', () => {
    expect(html('<pre>a\n  b</pre>')).toBe('a\n  b');
  });

  it('holds no character that cannot be stored, whatever the entities', () => {
    expect(html('<p>x&#0;y&#xD800;z</p>')).toBe('x\uFFFDy\uFFFDz');
  });

  it('refuses HTML nested so deep that parsing it would take too long', () => {
    expect(() => html('<div>'.repeat(100_000))).toThrow(/nested deeper/);
  });

  it('is Markdown and plain text as they are, without byte order mark, with one kind of line break', () => {
    expect(readableText('\uFEFF# A\r\n\r\n\r\n\r\nB <b>\r', 'text/markdown').text).toBe('# A\n\nB <b>');
  });

  it('is taken for HTML if it starts like a page', () => {
    expect(['<!DOCTYPE html>…', ' <p>x</p>', '<div class="a">'].map(detectContentType)).toEqual(
      Array(3).fill('text/html'),
    );
    expect(['# A <p>', 'a < b', '<code> is a tag'].map(detectContentType)).toEqual(Array(3).fill('text/markdown'));
  });
});

describe('a derived title', () => {
  it('is the first heading, else the first line', () => {
    expect(titleOf('intro\n\n## **How** it `works` ##\ntext')).toBe('How it works');
    expect(titleOf('\n first line\nsecond')).toBe('first line');
    expect(titleOf('😀'.repeat(200)).isWellFormed()).toBe(true);
  });

  it('of a long first line is its first sentence, or as much as fits', () => {
    expect(titleOf(`人工智能用于医疗。${'后面还有很多内容'.repeat(30)}`)).toBe('人工智能用于医疗。');
    expect(titleOf('长'.repeat(500))).toBe(`${'长'.repeat(119)}…`);
  });
});
