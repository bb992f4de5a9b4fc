import type { Figure, Target } from './figure.ts';
import type { Options, Part } from './options.ts';
import type { Server } from './postgres.ts';
import { median } from './statistics.ts';

/** What every part of the bench works with. */
export interface Bench {
  options: Options;
  server: Server;
  /** Why the installed peers are missing; undefined where they are there. */
  peersMissing: string | undefined;
  log(text: string): void;
}

/** One part of the bench. */
export type Measure = (bench: Bench) => Promise<Figure[]>;

/** Samples of one figure, one a round and a side. */
export interface Samples {
  ours: number[];
  peer: number[];
}

export const noSamples = (): Samples => ({ ours: [], peer: [] });

/** A figure from its rounds' samples. */
export function toFigure(
  part: Part,
  name: string,
  unit: string,
  samples: Samples,
  {
    peerName = null,
    target = null,
    note = null,
  }: { peerName?: string | null; target?: Target | null; note?: string | null },
): Figure {
  const middle = (values: number[]) => (values.length ? median(values) : null);
  const { ours, peer } = samples;
  return { part, name, unit, ours: middle(ours), peer: middle(peer), peerName, target, note, rounds: samples };
}
