/** How the values of one gauge in several processes make one; `last` is that of the process that pushed last. */
export type GaugeRule = 'sum' | 'max' | 'min' | 'last';

/** A metric before it has values: names follow Prometheus' rules, and every label has a bounded set of values. */
export interface MetricDeclaration<Label extends string = string> {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly Label[];
  /** Of a gauge; counters and histograms are summed. */
  rule?: GaugeRule;
  /** Upper bounds of a histogram's buckets, rising; the last one, +Inf, goes without saying. */
  buckets?: readonly number[];
}

/** A metric of a fixed type, so that its instrument is typed. */
export type Declared<Type extends MetricDeclaration['type'], Label extends string> = MetricDeclaration<Label> & {
  type: Type;
};

export const counter = <const Label extends string>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
): Declared<'counter', Label> => ({ name, help, type: 'counter', labels });

export const gauge = <const Label extends string>(
  name: string,
  help: string,
  rule: GaugeRule,
  labels: readonly Label[] = [],
): Declared<'gauge', Label> => ({ name, help, type: 'gauge', labels, rule });

export const histogram = <const Label extends string>(
  name: string,
  help: string,
  buckets: readonly number[],
  labels: readonly Label[] = [],
): Declared<'histogram', Label> => ({ name, help, type: 'histogram', labels, buckets });
