import { createHash } from 'node:crypto';
import type { Database } from '../shared/database/database.ts';
import { messageOf } from '../shared/errors.ts';
import { measureUsage } from '../shared/llm/measure-usage.ts';
import { measureQueues } from '../shared/queue/measure-queues.ts';
import { countUnfinished } from '../shared/tasks/count-unfinished.ts';
import { findSettled, measureTasks } from '../shared/tasks/measure-tasks.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { exposeSeries, mergeSnapshots } from '../shared/telemetry/merge-snapshots.ts';
import { databaseMetrics as names } from '../shared/telemetry/metric-names.ts';
import { type Sample, sampleId } from '../shared/telemetry/sample-text.ts';
import { seriesIndex } from '../shared/telemetry/series-index.ts';
import { readSnapshot } from '../shared/telemetry/snapshot.ts';

/** The first count of a large database takes its time. */
const patience = { answerSeconds: 600 };
const mostSeries = 20_000;

/** Other totals than another version's are not added to. */
const version = createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16);

/** Values by the ids of their series. */
type Totals = Map<string, number>;

interface Settled {
  before: string;
  totals: Totals;
}

/** Reads what only the database knows. `text` tells what it said last; `refresh` asks it again. */
export interface DatabaseMeasure {
  refresh(): Promise<void>;
  text(reachable: boolean): string;
}

/** Makes the measure; each row is read until its task has ended for good, so that a scrape costs what is under way, not what there is. */
export function measureDatabase({ database, logger }: { database: Database; logger: Logger }): DatabaseMeasure {
  const index = seriesIndex(Object.values(names), mostSeries);
  let settled: Settled | undefined;
  let latest: Totals = new Map();
  let reachable = false;

  const refresh = () =>
    database.transaction(async (transaction) => {
      const ports = { database: transaction };
      settled ??= await loadSettled(ports);
      const before = await findSettled(settled.before, ports);
      const ended = await measureTasks({ from: settled.before, until: before }, ports);
      const live = await measureTasks({ from: before, until: 'infinity' }, ports);
      const next = { before, totals: plus(settled.totals, ended) };
      if (ended.length) await storeSettled(next, ports);
      return {
        next,
        all: plus(plus(next.totals, live), [...(await measureUsage(ports)), ...(await readGauges(ports))]),
      };
    }, patience);

  return {
    async refresh() {
      try {
        const { next, all } = await refresh();
        settled = next;
        latest = all;
        reachable = true;
      } catch (error) {
        reachable = false;
        logger.warn({ error: messageOf(error) }, 'the database could not be measured');
      }
    },
    text(answered) {
      const up = answered && reachable;
      const samples = [...latest, [names.up.name, Number(up)] as const].map(([id, value]) => `${id} ${tidy(value)}`);
      const snapshot = readSnapshot(samples.join('\n'), index, () => {}, mostSeries);
      return exposeSeries(index, mergeSnapshots([snapshot], index.size));
    },
  };
}

/** Sums of the same numbers in another order differ in their last digits; a counter must not even fall by that. */
const tidy = (value: number): number => Number(value.toFixed(10));

type Ports = Parameters<typeof measureTasks>[1];

async function loadSettled({ database }: Ports): Promise<Settled> {
  const { rows } = await database.query<{ settled_before: string; totals: [string, number][] }>(
    "select settled_before::text, totals from metric_totals where name = 'tasks' and version = $1",
    [version],
  );
  const [found] = rows;
  return found
    ? { before: found.settled_before, totals: new Map(found.totals) }
    : { before: '-infinity', totals: new Map() };
}

async function storeSettled({ before, totals }: Settled, { database }: Ports): Promise<void> {
  await database.query(
    `insert into metric_totals (name, version, settled_before, totals) values ('tasks', $1, $2, $3::jsonb)
     on conflict (name) do update
     set version = excluded.version, settled_before = excluded.settled_before, totals = excluded.totals`,
    [version, before, JSON.stringify([...totals])],
  );
}

async function readGauges(ports: Ports): Promise<Sample[]> {
  const { oldest_seconds, ...unfinished } = await countUnfinished(ports);
  const tasks = Object.entries(unfinished).map(([status, value]) => ({
    name: names.tasks.name,
    labels: { status },
    value,
  }));
  const queues = (await measureQueues(ports)).flatMap(({ queue, ready, deferred, active, oldest_ready_seconds }) => [
    ...Object.entries({ ready, deferred, active }).map(([state, value]) => ({
      name: names.queueJobs.name,
      labels: { queue, state },
      value,
    })),
    { name: names.queueOldestReady.name, labels: { queue }, value: oldest_ready_seconds },
  ]);
  return [...tasks, ...queues, { name: names.oldestTask.name, labels: {}, value: oldest_seconds }];
}

function plus(totals: Totals, samples: Sample[]): Totals {
  const sums = new Map(totals);
  for (const { name, labels, value } of samples) {
    const id = sampleId(name, labels);
    sums.set(id, (sums.get(id) ?? 0) + value);
  }
  return sums;
}
