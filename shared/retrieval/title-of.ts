/** Characters (UTF-16 units) that a derived title has at most. */
const longestTitle = 120;

/** A title for a text that came without one: its first Markdown heading, else its first line; `Untitled` if it has no words. */
export function titleOf(text: string): string {
  const heading = /^ {0,3}#{1,6}[ \t]+(.{1,400})/mu
    .exec(text)?.[1]
    ?.replace(/#+\s*$/, '')
    .trim();
  const line = heading || (/\S.{0,400}/u.exec(text)?.[0] ?? '');
  const plain = line
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return (plain.length > longestTitle ? shorten(plain) : plain) || 'Untitled';
}

function shorten(line: string): string {
  const start = line.slice(0, longestTitle);
  const sentence = /^.{4,}?([。！？]|[.!?](?= ))/u.exec(start)?.[0];
  return (
    sentence ??
    `${start
      .slice(0, -1)
      .replace(/[\uD800-\uDBFF]$/, '')
      .trimEnd()}…`
  );
}
