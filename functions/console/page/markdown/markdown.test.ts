import { type ComponentChildren, h, isValidElement } from 'preact';
import { expect, test } from 'vitest';
import { Blocks, type Cite, parseMarkdown } from './markdown.tsx';

const mark: Cite = (n) => (n === 1 ? h('button', null, '[1]') : null);
const htmlOf = (text: string, cite: Cite = () => null) => write(h(Blocks, { tokens: parseMarkdown(text), cite }));

/** What a browser would get: elements by their names, text with its special characters shown. */
function write(node: ComponentChildren): string {
  if (Array.isArray(node)) return node.map(write).join('');
  if (!isValidElement(node))
    return node === null || typeof node === 'boolean' ? '' : `${node ?? ''}`.replaceAll('<', '‹');
  const { type, props } = node as { type: unknown; props: { children?: ComponentChildren; href?: string } };
  if (typeof type === 'function') return write(type(props));
  if (!type) return write(props.children);
  return `<${type}${props.href ? ` ${props.href}` : ''}>${write(props.children)}</${type}>`;
}

test.each([
  ['<script>alert(1)</script>', '<p>‹script>alert(1)‹/script></p>'],
  ['a <img src=x onerror=alert(1)> b', '<p>a ‹img src=x onerror=alert(1)> b</p>'],
  ['&lt;script&gt;', '<p>‹script></p>'],
  ['[go](javascript:alert(1))', '<p>[go](javascript:alert(1))</p>'],
  ['[go](java&#115;cript:alert(1))', '<p>[go](java&#115;cript:alert(1))</p>'],
  ['[go](data:text/html,hi)', '<p>[go](data:text/html,hi)</p>'],
  ['![see](https://example.org/x.png)', '<p>![see](https://example.org/x.png)</p>'],
  ['[go](https://example.org/a)', '<p><a https://example.org/a>go</a></p>'],
  ['<a href="javascript:alert(1)">go</a>', '<p>‹a href="javascript:alert(1)">go‹/a></p>'],
])('%s cannot become anything but what is built here', (text, html) => expect(htmlOf(text)).toBe(html));

test('marks lead to their sources, with what follows on the same line; others stay text', () => {
  expect(htmlOf('据研究[1]。另见[9]。', mark)).toBe('<p>据研究<span><button>[1]</button>。</span>另见[9]。</p>');
  expect(htmlOf('a [1][1], b', mark)).toBe(
    '<p>a <span><button>[1]</button></span><span><button>[1]</button>,</span> b</p>',
  );
});

test('headings, lists, tables and code come out as such', () => {
  expect(htmlOf('# A\n\n- [x] b\n- c\n\n| d |\n|---|\n| `e<` |')).toBe(
    '<h3>A</h3><ul><li>☑ b</li><li>c</li></ul><div><table><thead><tr><th>d</th></tr></thead><tbody><tr><td><code>e‹</code></td></tr></tbody></table></div>',
  );
});
