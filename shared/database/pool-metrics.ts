import type pg from 'pg';
import { metrics } from '../telemetry/metrics.ts';

const pools = new Set<pg.Pool>();

/** Adds a pool to what the metrics tell of this process' connections. Returns how to take it out. */
export function watchPool(pool: pg.Pool): () => void {
  pools.add(pool);
  metrics().poolConnections.collect = tell;
  return () => pools.delete(pool);
}

function tell(): void {
  const { poolConnections, poolWaiting } = metrics();
  const sum = (of: (pool: pg.Pool) => number) => [...pools].reduce((total, pool) => total + of(pool), 0);
  poolConnections.set(
    { state: 'idle' },
    sum(({ idleCount }) => idleCount),
  );
  poolConnections.set(
    { state: 'used' },
    sum(({ totalCount, idleCount }) => totalCount - idleCount),
  );
  poolWaiting.set(
    {},
    sum(({ waitingCount }) => waitingCount),
  );
}
