/** The parameters of `/tasks/{id}` in a path, decoded: a function's own URL tells the path alone. Empty where it does not match. */
export function pathParameters(pattern: string, path: string): Record<string, string> {
  const given = path.split('/');
  const found: Record<string, string> = {};
  for (const [at, part] of pattern.split('/').entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== given[at] : !given[at]) return {};
    if (name !== undefined) found[name] = decoded(given[at] ?? '');
  }
  return found;
}

/** What is not valid UTF-8 stays as it came, and is refused as whatever else is no such parameter. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
