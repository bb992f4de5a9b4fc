import { exposeSeries, mergeSnapshots, type TimedSnapshot } from './merge-snapshots.ts';
import type { MetricDeclaration } from './metric-declarations.ts';
import { aggregatorMetrics } from './metric-names.ts';
import { headOf, sampleId } from './sample-text.ts';
import { type Refusal, type Series, seriesIndex } from './series-index.ts';
import { countsOf, readSnapshot, type Snapshot, snapshotText } from './snapshot.ts';

/** What a process pushes: everything that it has counted since its start, so that a lost push is made good by the next. */
export interface Push {
  /** Names the process; a new one each start. */
  instance: string;
  /** Rises with each push. */
  sequence: number;
  role: string;
  /** Is the process about to end? */
  final: boolean;
  /** Its metrics in Prometheus' text format. */
  text: string;
}

/** What became of a push: `old` changes nothing; `closed` asks the process to begin anew, under another name. */
export type PushOutcome = 'stored' | 'old' | 'closed' | 'full';

/** The counts of a process as they are kept. */
export interface KeptCounts {
  instance: string;
  sequence: number;
  /** Null where they went into the counts of those that are gone. */
  counts: string | null;
}

/** Keeps what processes have counted, beyond the aggregator's own end. */
export interface CountStore {
  load(): Promise<{ instances: KeptCounts[]; gone: string }>;
  /** Best effort: what is not kept is pushed again, unless its process ends. */
  keep(counts: KeptCounts): Promise<void>;
  /** Replaces the counts of those that are gone, and marks `instance` as one of them, in one commit. */
  bury(instance: string, gone: string): Promise<void>;
}

export interface AggregatorOptions {
  /** Every metric that may be pushed. */
  metrics: MetricDeclaration[];
  refuse(why: Refusal): void;
  now?: () => number;
}

interface Instance {
  sequence: number;
  role: string;
  at: number;
  snapshot: Snapshot;
}

/** After so long without a push, in seconds, a process' gauges are dropped; its counts stay. */
export const staleSeconds = 30;
/** After so long it is taken for gone: its counts are put to those of others, and what it may push yet is refused. */
const goneSeconds = 24 * 3600;
/** Of more the one that has been silent for longest is taken for gone, or if none is silent, a new one is refused. */
const mostInstances = 500;
const mostSeries = 20_000;

/** One set of metrics from those of many processes, which come and go. */
export interface Aggregator {
  push(push: Push): Promise<PushOutcome>;
  /** What all processes have counted, and how it stands with those that are alive, in Prometheus' text format. */
  expose(): string;
}

/** Makes the aggregator, with what was counted before. */
export async function createAggregator(
  { metrics, refuse, now = Date.now }: AggregatorOptions,
  store: CountStore,
): Promise<Aggregator> {
  const index = seriesIndex(metrics, mostSeries);
  const ignore = () => {};
  const loaded = await store.load();
  let gone = readSnapshot(loaded.gone, index, ignore, Number.POSITIVE_INFINITY);
  const closed = new Set(loaded.instances.filter(({ counts }) => counts === null).map(({ instance }) => instance));
  const instances = new Map<string, Instance>();
  for (const { instance, sequence, counts } of loaded.instances) {
    if (counts !== null)
      instances.set(instance, { sequence, role: '', at: now(), snapshot: readSnapshot(counts, index, ignore) });
  }
  const isStale = ({ role, at }: Instance) => role === '' || now() - at > staleSeconds * 1000;
  const current = (one: Instance): TimedSnapshot => ({
    ...(isStale(one) ? countsOf(one.snapshot) : one.snapshot),
    at: one.at,
  });
  /** One order for their sums, whoever pushes when, and whoever starts this process again. */
  const inOrder = () => [...instances].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, instance]) => instance);
  const told: number[] = [];
  /** Who is put to those that are gone is added in another place than before. */
  const keepUp = (merged: (number | undefined)[], series: Series[]) => {
    for (const { place } of series) {
      const value = merged[place];
      if (value !== undefined) merged[place] = told[place] = Math.max(told[place] ?? 0, value);
    }
  };

  /** Those that are gone leave the list, but not the sums. */
  const makeRoom = async (): Promise<boolean> => {
    for (const [instance, one] of instances) {
      if (now() - one.at < goneSeconds * 1000 && (instances.size < mostInstances || !isStale(one))) continue;
      const merged = mergeSnapshots([gone, countsOf(one.snapshot)], index.size);
      const series = index.metrics
        .flatMap((metric) => metric.series)
        .filter(({ place }) => merged[place] !== undefined);
      const next = { series, values: series.map(({ place }) => merged[place] as number) };
      await store.bury(instance, snapshotText(next));
      instances.delete(instance);
      closed.add(instance);
      gone = next;
    }
    return instances.size < mostInstances;
  };

  const take = async ({ instance, sequence, role, final, text }: Push): Promise<PushOutcome> => {
    if (closed.has(instance)) return 'closed';
    const before = instances.get(instance);
    if (before && sequence <= before.sequence) return 'old';
    if (!before && !(await makeRoom())) return 'full';
    const snapshot = readSnapshot(text, index, refuse);
    await store.keep({ instance, sequence, counts: snapshotText(countsOf(snapshot)) });
    // Taken out and put in: the order of the list is that of the pushes.
    instances.delete(instance);
    const stays = { sequence, role, at: now(), snapshot };
    instances.set(instance, final ? { ...stays, role: '', snapshot: countsOf(snapshot) } : stays);
    return 'stored';
  };
  let latest: Promise<unknown> = Promise.resolve();
  return {
    push(push) {
      const taken = latest.then(() => take(push));
      latest = taken.catch(ignore);
      return taken;
    },
    expose() {
      const all = [...instances.values()];
      const alive = all.filter((one) => !isStale(one));
      const merged = mergeSnapshots([gone, ...inOrder().map(current)], index.size);
      for (const { metric, series } of index.metrics) if (metric.type !== 'gauge') keepUp(merged, series);
      const { processes, series } = aggregatorMetrics;
      const roles = [...Map.groupBy(alive, ({ role }) => role)];
      return [
        exposeSeries(index, merged),
        headOf(processes),
        ...roles.map(([role, some]) => `${sampleId(processes.name, { role })} ${some.length}\n`),
        `${headOf(series)}${series.name} ${index.size}\n`,
      ].join('');
    },
  };
}
