import { type Measure, toFigure } from './bench.ts';
import type { Run } from './ours/agents.ts';
import { startHost } from './ours/start.ts';

const slots = 10;
/** Milliseconds of the 200 tasks' steps: short and long ones by turns. */
const lengths = Array.from({ length: 200 }, (_, index) => (index % 2 ? 1500 : 100));

/** A burst of tasks with steps of mixed lengths: how near to the ideal time, and whether a slot stood still. Once, not by rounds. */
export const measureBurst: Measure = async ({ server, log }) => {
  log('burst: 200 tasks');
  await using database = await server.lend();
  await using host = await startHost(database.url);
  await host.call('prepare');
  await host.call('work', { slots });
  const inputs = lengths.map((ms) => ({ ms }));
  const { start, accepted, end } = await host.call<{ start: number; accepted: number; end: number }>('burst', {
    agent: 'nap',
    inputs,
  });
  const runs = await host.call<Run[]>('runs');
  const ideal = idealMs(lengths, slots);
  return [
    toFigure('burst', '200 tasks of 100 and 1500 ms over 10 slots, time', '× ideal', once((end - start) / ideal), {
      target: { of: 'ours', is: 'at most', limit: 1.2 },
      note: `the ideal time is ${ideal} ms; took ${(end - start).toFixed(0)} ms, for ${runs.length} attempts`,
    }),
    toFigure('burst', '… longest stall of a slot', 'ms', once(longestStall(runs, accepted, slots)), {
      target: { of: 'ours', is: 'at most', limit: 500 },
    }),
  ];
};

export const once = (value: number) => ({ ours: [value], peer: [] });

/** No schedule is shorter: the work shared out evenly, or its longest piece. */
export const idealMs = (pieces: number[], lanes: number): number =>
  Math.max(pieces.reduce((sum, piece) => sum + piece, 0) / lanes, ...pieces);

/**
 * The longest time in ms for which fewer than `lanes` attempts ran without a break, while there was still one to start:
 * from `readyAt`, when all of them were ready, to the last start.
 */
export function longestStall(runs: Pick<Run, 'startedAt' | 'endedAt'>[], readyAt: number, lanes: number): number {
  const lastStart = Math.max(...runs.map(({ startedAt }) => startedAt));
  const changes = runs
    .flatMap(({ startedAt, endedAt }) => [
      { at: startedAt, by: 1 },
      { at: endedAt, by: -1 },
    ])
    .sort((one, other) => one.at - other.at);
  let [running, idleSince, longest] = [0, readyAt, 0];
  for (const { at, by } of changes) {
    if (at > lastStart) break;
    if (running < lanes && running + by >= lanes) longest = Math.max(longest, at - idleSince);
    if (running >= lanes && running + by < lanes) idleSince = Math.max(at, readyAt);
    running += by;
  }
  return running < lanes ? Math.max(longest, lastStart - idleSince) : longest;
}
