import { type Sample, sampleId } from './sample-text.ts';

/** One observation that stands for others in its bucket: it leads to its trace. */
export interface Exemplar {
  /** 32 hexadecimal digits. */
  trace_id: string;
  value: number;
  /** Since 1970. */
  seconds: number;
}

/** An exemplar's line in a snapshot: a comment, for those who do not know of exemplars. */
export const exemplarLine = ({ name, labels }: Pick<Sample, 'name' | 'labels'>, exemplar: Exemplar): string =>
  `# EXEMPLAR ${sampleId(name, labels)} ${exemplar.trace_id} ${exemplar.value} ${exemplar.seconds}\n`;

const form = /^# EXEMPLAR (\w+_bucket\{.*\}) ([0-9a-f]{32}) (\d+(?:\.\d+)?(?:e-?\d+)?) (\d+(?:\.\d+)?)$/gm;

/** Buckets that exemplars are kept of; a process has some hundred. */
const mostExemplars = 5_000;

/** The latest exemplar of each bucket, of all processes. */
export interface Exemplars {
  /** Takes those of a snapshot. */
  read(text: string): void;
  /** Adds them to metrics in Prometheus' text format, which become OpenMetrics text: only that can carry them. */
  addTo(text: string): string;
}

/** Makes an empty collection. */
export function createExemplars(): Exemplars {
  const latest = new Map<string, Exemplar>();
  return {
    read(text) {
      for (const [, id = '', trace_id = '', value, seconds] of text.matchAll(form)) {
        const before = latest.get(id);
        if (before ? before.seconds >= Number(seconds) : latest.size >= mostExemplars) continue;
        latest.set(id, { trace_id, value: Number(value), seconds: Number(seconds) });
      }
    },
    addTo(text) {
      const lines = text.split('\n').map((line) => {
        if (line.startsWith('#')) return line.replace(/^(# (?:HELP|TYPE) \w+)_total /, '$1 ');
        const exemplar = latest.get(line.slice(0, line.lastIndexOf(' ')));
        if (!exemplar) return line;
        return `${line} # {trace_id="${exemplar.trace_id}"} ${exemplar.value} ${exemplar.seconds}`;
      });
      return `${lines.join('\n')}# EOF\n`;
    },
  };
}
