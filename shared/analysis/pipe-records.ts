const rule = /^:?-{2,}:?$/;

/** The cells of a text's largest table in Markdown (or of lines parted by ` | `, as tables of web pages are stored); undefined if it has none. */
export function pipeRecords(text: string): string[][] | undefined {
  let best: string[] = [];
  let open: string[] = [];
  for (const line of [...text.split('\n'), '']) {
    if (/^\s*\|.*\|\s*$|\S \| \S/.test(line)) open.push(line);
    else {
      if (open.length > best.length) best = open;
      open = [];
    }
  }
  if (best.length < 2) return undefined;
  return best.map(cellsOf).filter((cells) => !cells.every((cell) => rule.test(cell)));
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .trim()
        .replaceAll('\\|', '|')
        .replace(/^(\*\*|`)(.*)\1$/, '$2'),
    );
