/** What an aggregator exposes: a value for each series, by its name and labels as they are written. */
export interface Scraped {
  /** Of series that only rise. */
  counts: Map<string, number>;
  gauges: Map<string, number>;
}

/** Scrapes the metrics at an address. */
export async function scrape(url: string): Promise<Scraped> {
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  return readMetrics(await response.text());
}

/** Reads Prometheus' text format. */
export function readMetrics(text: string): Scraped {
  const scraped: Scraped = { counts: new Map(), gauges: new Map() };
  let type = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('# TYPE ')) type = line.slice(line.lastIndexOf(' ') + 1);
    if (line === '' || line.startsWith('#')) continue;
    const space = line.lastIndexOf(' ');
    const id = line.slice(0, space);
    (type === 'gauge' ? scraped.gauges : scraped.counts).set(id, Number(line.slice(space + 1)));
  }
  return scraped;
}

/** What the series of a name amount to, by the values of some of their labels, in this order. */
export function sumsBy(series: Map<string, number>, name: string, labels: string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [id, value] of series) {
    if (!id.startsWith(`${name}{`)) continue;
    const key = labels.map((label) => new RegExp(`[{,]${label}="([^"]*)"`).exec(id)?.[1] ?? '').join(' ');
    sums[key] = (sums[key] ?? 0) + value;
  }
  return sums;
}
