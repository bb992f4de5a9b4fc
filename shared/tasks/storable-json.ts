/** What a jsonb column refuses: U+0000 and unpaired surrogates, as JSON writes them. */
const refused = /\\u(0000|d[89a-f])/i;

/** JSON that the database takes: what steps and models make may hold characters that it does not, which become U+FFFD. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return refused.test(text) ? JSON.stringify(cleaned(value)) : text;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleaned(key), cleaned(inner)]));
}
