import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../shared/database/database.ts';
import { messageOf } from '../shared/errors.ts';
import type { CountStore } from '../shared/telemetry/aggregator.ts';
import type { Logger } from '../shared/telemetry/logger.ts';

/** How long a push waits for the database to keep it, and how long none is kept after one that was not, in seconds. */
const patienceSeconds = 2;
const pauseSeconds = 10;
/** PGlite does not clean up after updates by itself. */
const keepsPerVacuum = 200;
/** A process is not heard of again after so long, in days. */
const rememberedDays = 30;

/** Keeps the counts of processes in the database, as long as it answers. */
export function databaseCountStore({ database, logger }: { database: Database; logger: Logger }): CountStore {
  let pausedUntil = 0;
  let keeps = 0;
  const keep = async (instance: string, sequence: number, counts: string | null) => {
    await database.query(
      `insert into metric_counts as kept (instance, sequence, counts) values ($1, $2, $3)
       on conflict (instance) do update set sequence = excluded.sequence, counts = excluded.counts, kept_at = now()
       where kept.sequence <= excluded.sequence`,
      [instance, sequence, counts],
    );
    keeps += 1;
    if (database.kind === 'pglite' && keeps % keepsPerVacuum === 0) await database.execute('vacuum metric_counts');
    return true;
  };
  return {
    async load() {
      const { rows } = await database.query<{ instance: string; sequence: string; counts: string | null }>(
        'select instance, sequence, counts from metric_counts order by kept_at',
      );
      const instances = rows.filter(({ instance }) => instance !== '');
      return {
        instances: instances.map((row) => ({ ...row, sequence: Number(row.sequence) })),
        gone: rows.find(({ instance }) => instance === '')?.counts ?? '',
      };
    },
    async keep({ instance, sequence, counts }) {
      if (performance.now() < pausedUntil) return;
      const kept = await Promise.race([
        keep(instance, sequence, counts).catch((error: unknown) => messageOf(error)),
        delay(patienceSeconds * 1000, 'no answer', { ref: false }),
      ]);
      if (kept === true) return;
      pausedUntil = performance.now() + pauseSeconds * 1000;
      logger.warn(
        { error: kept },
        'counts of metrics were not kept; those of processes that end meanwhile may be lost',
      );
    },
    async bury(instance, gone) {
      await database.transaction(async (transaction) => {
        await transaction.query('update metric_counts set counts = null where instance = $1', [instance]);
        await transaction.query(
          `insert into metric_counts (instance, sequence, counts) values ('', 0, $1)
           on conflict (instance) do update set counts = excluded.counts, kept_at = now()`,
          [gone],
        );
        await transaction.query(
          `delete from metric_counts where counts is null and kept_at < now() - interval '${rememberedDays} days'`,
        );
      });
    },
  };
}
