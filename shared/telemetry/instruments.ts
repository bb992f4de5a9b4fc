import { type Exemplar, exemplarLine } from './exemplars.ts';
import type { Declared, MetricDeclaration } from './metric-declarations.ts';
import type { Sample } from './sample-text.ts';
import { currentTrace } from './trace-context.ts';

/** A metric of a process. Functions carry these: prom-client would add 66 kB and its start to each; hosts have it besides. */
export interface Instrument {
  readonly declaration: MetricDeclaration;
  samples(): Sample[];
  /** What leads from it to traces, as lines of a snapshot. */
  exemplars?(): string;
  /** Forgets every value. */
  clear(): void;
}

export type Labels<Label extends string> = Record<Label, string>;

/** Values by their labels, in the order of the declaration; those of a metric without labels are there from the start. */
class ByLabels<Label extends string, Value> {
  readonly values = new Map<string, { labels: Labels<Label>; value: Value }>();
  readonly #names: readonly Label[];
  readonly #make: () => Value;

  constructor({ labels }: MetricDeclaration<Label>, make: () => Value) {
    this.#names = labels;
    this.#make = make;
    this.clear();
  }

  clear(): void {
    this.values.clear();
    if (!this.#names.length) this.of({} as Labels<Label>);
  }

  of(labels: Labels<Label>): { labels: Labels<Label>; value: Value } {
    let key = '';
    for (const name of this.#names) key += `${labels[name]}\n`;
    let found = this.values.get(key);
    if (!found) {
      // In the order of the declaration, whoever wrote them.
      const ordered = Object.fromEntries(this.#names.map((name) => [name, labels[name]])) as Labels<Label>;
      found = { labels: ordered, value: this.#make() };
      this.values.set(key, found);
    }
    return found;
  }
}

/** A sum that only rises. */
export class Counter<Label extends string = never> implements Instrument {
  readonly declaration: Declared<'counter', Label>;
  readonly #sums: ByLabels<Label, number>;

  constructor(declaration: Declared<'counter', Label>) {
    this.declaration = declaration;
    this.#sums = new ByLabels(declaration, () => 0);
  }

  inc(labels: Labels<Label>, amount = 1): void {
    if (amount >= 0) this.#sums.of(labels).value += amount;
  }

  samples(): Sample[] {
    return samplesOf(this.declaration, this.#sums);
  }

  clear(): void {
    this.#sums.clear();
  }
}

/** A value that rises and falls; `collect` is called before it is read, to set what is known elsewhere. */
export class Gauge<Label extends string = never> implements Instrument {
  readonly declaration: Declared<'gauge', Label>;
  collect: (() => void) | undefined;
  readonly #values: ByLabels<Label, number | undefined>;

  constructor(declaration: Declared<'gauge', Label>) {
    this.declaration = declaration;
    this.#values = new ByLabels(declaration, () => undefined);
  }

  set(labels: Labels<Label>, value: number | undefined): void {
    this.#values.of(labels).value = value;
  }

  add(labels: Labels<Label>, amount: number): void {
    const one = this.#values.of(labels);
    one.value = (one.value ?? 0) + amount;
  }

  samples(): Sample[] {
    this.collect?.();
    return samplesOf(this.declaration, this.#values);
  }

  clear(): void {
    this.#values.clear();
  }
}

interface Observed {
  counts: number[];
  sum: number;
  /** The last one of each bucket that a recorded trace has. */
  exemplars: Exemplar[];
}

/** Observations, counted in buckets and summed. */
export class Histogram<Label extends string = never> implements Instrument {
  readonly declaration: Declared<'histogram', Label>;
  readonly #bounds: readonly number[];
  readonly #values: ByLabels<Label, Observed>;

  constructor(declaration: Declared<'histogram', Label>) {
    this.declaration = declaration;
    this.#bounds = declaration.buckets ?? [];
    const none = Array(this.#bounds.length + 1).fill(0);
    this.#values = new ByLabels(declaration, () => ({ counts: [...none], sum: 0, exemplars: [] }));
  }

  observe(labels: Labels<Label>, value: number): void {
    const one = this.#values.of(labels).value;
    let place = 0;
    while (place < this.#bounds.length && value > (this.#bounds[place] as number)) place += 1;
    one.counts[place] = (one.counts[place] as number) + 1;
    one.sum += value;
    const trace = currentTrace();
    if (trace?.sampled) one.exemplars[place] = { trace_id: trace.trace_id, value, seconds: Date.now() / 1000 };
  }

  samples(): Sample[] {
    return [...this.#values.values.values()].flatMap(({ labels, value }) =>
      histogramSamples(this.declaration, labels, value),
    );
  }

  exemplars(): string {
    const name = `${this.declaration.name}_bucket`;
    let lines = '';
    for (const { labels, value } of this.#values.values.values())
      value.exemplars.forEach((exemplar, place) => {
        lines += exemplarLine({ name, labels: { ...labels, le: String(this.#bounds[place] ?? '+Inf') } }, exemplar);
      });
    return lines;
  }

  clear(): void {
    this.#values.clear();
  }
}

/** A histogram's samples, from the counts of its buckets (+Inf last), each without those below it. */
export function histogramSamples(
  { name, buckets = [] }: MetricDeclaration,
  labels: Record<string, string>,
  { counts, sum }: { counts: number[]; sum: number },
): Sample[] {
  let count = 0;
  const samples = [...buckets.map(String), '+Inf'].map((le, place) => {
    count += counts[place] ?? 0;
    return { name: `${name}_bucket`, labels: { ...labels, le }, value: count };
  });
  return [...samples, { name: `${name}_sum`, labels, value: sum }, { name: `${name}_count`, labels, value: count }];
}

const samplesOf = (
  { name }: MetricDeclaration,
  { values }: Pick<ByLabels<string, number | undefined>, 'values'>,
): Sample[] =>
  [...values.values()].flatMap(({ labels, value }) => (value === undefined ? [] : { name, labels, value }));
