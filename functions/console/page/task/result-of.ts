/** A source of a report. */
export interface Source {
  n: number;
  title: string;
  url: string | null;
  quotes: string[];
}

/** What the page shows of a task's result, whichever agent made it. */
export interface ShownResult {
  /** Markdown: a report, or an answer with its findings; null where the agent makes neither. */
  report: string | null;
  sources: Source[];
  citations: { checked: number; failed: number } | null;
}

/** Finds the report and its sources in a result; a result of another shape has neither. */
export function resultOf(result: unknown): ShownResult {
  const { report, answer, findings, sources, citations } = isObject(result) ? result : {};
  return {
    report: typeof report === 'string' ? report : withFindings(answer, findings),
    sources: Array.isArray(sources) ? sources.filter(isObject).map(sourceOf) : [],
    citations:
      isObject(citations) && typeof citations.checked === 'number' && typeof citations.failed === 'number'
        ? { checked: citations.checked, failed: citations.failed }
        : null,
  };
}

function withFindings(answer: unknown, findings: unknown): string | null {
  if (typeof answer !== 'string') return null;
  return [answer, ...(Array.isArray(findings) ? findings.map((one) => `- ${one}`) : [])].join('\n\n');
}

const sourceOf = ({ n, title, url, quotes }: Record<string, unknown>): Source => ({
  n: Number(n),
  title: String(title ?? ''),
  url: typeof url === 'string' ? url : null,
  quotes: Array.isArray(quotes) ? quotes.map(String) : [],
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
