const separator = ' | ';

/** Characters that one reason, and all of them together, may have. */
const longestReason = 500;
const longestList = 1500;

/** What explains the rest comes first: no model at all, then a budget that is used up, then what a step found. */
const ranks = [/^(no language model|llm_provider=|every language model)/i, /_cost_usd|budget/i];

/** Joins two lists of reasons for a degraded result, pure: parted by ` | `, each once and on one line; null for none. */
export function joinReasons(known: string | null, added: string | null): string | null {
  const reasons = [known, added].flatMap((list) => list?.split(separator) ?? []).map(oneLine);
  const joined = [...new Set(reasons)]
    .filter((reason) => reason !== '')
    .sort((a, b) => rankOf(a) - rankOf(b))
    .join(separator);
  return cut(joined, longestList) || null;
}

const oneLine = (reason: string): string => cut(reason.replace(/\s+/g, ' ').trim(), longestReason);

const cut = (text: string, length: number): string =>
  text.length > length
    ? `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`
    : text;

function rankOf(reason: string): number {
  const rank = ranks.findIndex((form) => form.test(reason));
  return rank < 0 ? ranks.length : rank;
}
