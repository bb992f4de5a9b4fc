/** The JSON value in a model's text, bare, fenced or amid prose; undefined when there is none. */
export function parseJsonText(text: string): unknown {
  const fenced = /```(?:json)?\s*\n?([\s\S]*?)```/i.exec(text)?.[1];
  const braced = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fenced, braced]) {
    if (!candidate?.trim()) continue;
    try {
      return JSON.parse(candidate);
    } catch {
      // Not this one; the next candidate may be.
    }
  }
  return undefined;
}
