/** A part of a text, from `start` to before `end` in UTF-16 units. */
export interface Range {
  start: number;
  end: number;
}

/** A run of lines that belong together, without the white space around them. */
export interface Block extends Range {
  kind: 'heading' | 'code' | 'prose';
}

const heading = /^ {0,3}#{1,6}(\s|$)/;
const fence = /^ {0,3}(```|~~~)/;
const newItem = /^\s*([-*+•|>]|\d{1,3}[.)、]|[（(]?[一二三四五六七八九十]{1,3}[）)、])/u;
const sentenceEnd = /[.!?;:。！？；：…][”’"'）)\]】』」*_]*\s*$/u;

/** Lines at least this long (in Latin letters) that end in mid-sentence are taken for wrapped ones. */
const wrapColumn = 40;

/** Splits Markdown or plain text into headings, fenced code, and paragraphs or list items, in order; blank lines fall out. */
export function splitBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let lastLine = '';
  let inFence = false;
  for (const { start, end } of lines(text)) {
    const line = text.slice(start, end);
    const isFence = fence.test(line);
    const kind = inFence || isFence ? 'code' : kindOf(line);
    if (!line.trim()) {
      if (!inFence) open = undefined;
    } else if (open && (inFence || (kind === 'prose' && open.kind === 'prose' && continues(lastLine, line)))) {
      open.end = end;
    } else {
      open = { kind, start, end };
      blocks.push(open);
      if (kind === 'heading') open = undefined;
    }
    if (isFence) {
      if (inFence) open = undefined;
      inFence = !inFence;
    }
    lastLine = line;
  }
  return blocks.map((block) => ({ ...block, ...trim(text, block) }));
}

const kindOf = (line: string) => (heading.test(line) ? 'heading' : 'prose');

/** `range` without the white space at its ends. */
export function trim(text: string, { start, end }: Range): Range {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}

/** Room that a text takes in columns: a Han character, and anything else wide, counts as two Latin letters. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (let index = 0; index < text.length; index += 1) columns += text.charCodeAt(index) >= 0x2e80 ? 2 : 1;
  return columns;
}

const continues = (line: string, next: string) =>
  columnsOf(line) >= wrapColumn && !sentenceEnd.test(line) && !newItem.test(next);

function* lines(text: string): Generator<Range> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield { start, end };
    start = end + 1;
  }
}
