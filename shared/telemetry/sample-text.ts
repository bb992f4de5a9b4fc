/** One number of a metric: of a histogram, one bucket, its sum or its count. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** A sample's name and labels as Prometheus' text format writes them. */
export function sampleId(name: string, labels: Record<string, string>): string {
  const parts = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return parts.length ? `${name}{${parts.join(',')}}` : name;
}

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** A number as the text format writes it. */
export function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}

/** The lines that stand before a metric's samples. */
export const headOf = ({ name, help, type }: { name: string; help: string; type: string }): string =>
  `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
