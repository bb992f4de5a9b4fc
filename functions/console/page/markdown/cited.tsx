import type { Cite } from './markdown.tsx';

/** `[n]`, with the marks behind it, which must not begin a line. */
const mark = /\[(\d{1,3})\]([,.;:!?)，。；：！？、）”’」』》]*)/;

/** Text in which the marks `[n]` lead to their sources. */
export function Cited({ text, cite }: { text: string; cite: Cite }) {
  const parts = text.split(mark);
  return (
    <>
      {parts.map((part, index) => {
        if (index % 3 === 0) return part;
        if (index % 3 === 2) return null;
        const behind = parts[index + 1];
        const link = cite(Number(part));
        if (!link) return `[${part}]${behind}`;
        return (
          <span class="keep" key={index}>
            {link}
            {behind}
          </span>
        );
      })}
    </>
  );
}
