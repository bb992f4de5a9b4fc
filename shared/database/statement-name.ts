const names = new Map<string, string>();

/** What a statement mainly does, as a name from a bounded set: `insert tasks`, `select documents`. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = readName(text);
    names.set(text, name);
  }
  return name;
}

function readName(text: string): string {
  const [, verb, changed] = /\b(insert|update|delete)\s+(?:into\s+|from\s+)?([a-z_][\w.]*)/i.exec(text) ?? [];
  if (verb && changed) return `${verb} ${changed}`.toLowerCase();
  const [, read] = /\bfrom\s+([a-z_][\w.]*)/i.exec(text) ?? [];
  const [first = 'statement'] = /\w+/.exec(text) ?? [];
  return (read ? `select ${read}` : first).toLowerCase();
}
