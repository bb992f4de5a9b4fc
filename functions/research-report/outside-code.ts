/** A fenced block, to its closing fence or the end of the text, or a code span within a line. */
const code =
  /^[ \t]*(`{3,}|~{3,})[^`\n]*$(?:[\s\S]*?^[ \t]*\1[`~]*[ \t]*$|[\s\S]*)|(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/gm;

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

/** The text with its last code block closed, so that it swallows nothing that follows. */
export function closeCode(text: string): string {
  const [block = '', fence] = [...text.matchAll(code)].at(-1) ?? [];
  const isOpen = fence && text.endsWith(block) && !new RegExp(`\\n[ \\t]*${fence}[\`~]*[ \\t]*$`).test(block);
  return isOpen ? `${text}\n${fence}` : text;
}
