import { Parser } from 'htmlparser2';
import { InvalidRequest } from '../errors.ts';

const names = (list: string) => new Set(list.split(' '));
const skipped = names(
  'script style noscript template svg math nav form button select iframe object audio video canvas',
);
const blocks = names(
  'html body main article section header footer aside div p pre blockquote figure figcaption ul ol dl table caption hr h1 h2 h3 h4 h5 h6',
);
const lines = names('dt dd tr br summary');

/** No page that people read is nested deeper, and the parser's time grows with the depth. */
const deepest = 500;

/**
 * The readable text of an HTML page, and its `<title>`: blocks apart by a blank line, headings as in Markdown, list items
 * after `- `, table cells apart by ` | `; without scripts, navigation and forms. Throws a 400 for tags nested deeper than 500.
 */
export function htmlText(html: string): { text: string; title: string } {
  const open: string[] = [];
  const pieces: string[] = [];
  let title = '';
  let hidden = 0;
  const parser = new Parser({
    onopentag(name) {
      if (open.push(name) > deepest) throw new InvalidRequest(`The HTML is nested deeper than ${deepest} tags.`);
      if (skipped.has(name)) hidden += 1;
      if (hidden === 0) pieces.push(leadOf(name));
    },
    onclosetag(name) {
      open.pop();
      if (skipped.has(name)) hidden -= 1;
      if (blocks.has(name)) pieces.push('\n\n');
    },
    ontext(text) {
      if (hidden > 0) return;
      if (open.at(-1) === 'title') title += text;
      else pieces.push(open.includes('pre') ? text : text.replaceAll(/\s+/g, ' '));
    },
  });
  parser.end(html);
  return { text: joined(pieces), title: title.replaceAll(/\s+/g, ' ').trim() };
}

/** What stands in the text before an element's content. */
function leadOf(name: string): string {
  if (/^h[1-6]$/.test(name)) return `\n\n${'#'.repeat(Number(name[1]))} `;
  if (blocks.has(name)) return '\n\n';
  if (name === 'li') return '\n- ';
  if (name === 'td' || name === 'th') return ' | ';
  return lines.has(name) ? '\n' : '';
}

const joined = (pieces: string[]): string =>
  pieces
    .join('')
    .split('\n')
    .map((line) => line.replace(/^ (\| )?(?=\S)/, '').trimEnd())
    .join('\n')
    .replaceAll(/(?<=\S) {2,}(?=\S)/g, ' ');
