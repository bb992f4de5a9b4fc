/**
 * A fenced block as CommonMark has it, to its closing fence or the end of the text, or a code span within a line. Lines
 * end at \n alone: for `^` and `$` they would also end where Markdown's do not.
 */
const code =
  /(?<![^\n])( {0,3})(([`~])\3{2,})(?!\3)(?:(?<=~)[^\n]*|[^`\n]*)(?![^\n])(?:[\s\S]*?\n {0,3}(\2\3*)[ \t]*(?![^\n])|[\s\S]*)|(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\5(?!`)/g;

/** Changes the parts of a Markdown text that are no code; `change` also gets what stands before its part. */
export function outsideCode(text: string, change: (part: string, before: string) => string): string {
  let changed = '';
  let end = 0;
  const take = (to: number) => change(text.slice(end, to), text.slice(0, end));
  for (const { 0: block, index } of text.matchAll(code)) {
    changed += take(index) + block;
    end = index + block.length;
  }
  return changed + take(text.length);
}

/** The text with its last code block closed, where it was opened (in a list, say), so that it swallows nothing that follows. */
export function closeCode(text: string): string {
  const [, indent, fence, , closing] = [...text.matchAll(code)].at(-1) ?? [];
  return fence && !closing ? `${text}\n${indent}${fence}` : text;
}
