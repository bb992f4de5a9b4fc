import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type Measure, noSamples, toFigure } from './bench.ts';
import type { Run } from './ours/agents.ts';
import { postTasks } from './ours/post-tasks.ts';
import { startApi, startHost } from './ours/start.ts';
import { startCallable } from './processes.ts';
import { percentile } from './statistics.ts';

/** Jobs of one round on one side, the first of them to warm up. */
const count = 600;
const warmUpCount = 300;
const pauseMs = 10;
const concurrency = 10;
/** After which the last job has started too, even if only a poll finds it. */
const settleMs = 3000;

/** (b) From the 202 to the first step's start in an idle worker process, against graphile-worker from `addJob` on. */
export const measurePickUp: Measure = async (bench) => {
  const { options, log, peersMissing } = bench;
  const [p50, p99] = [noSamples(), noSamples()];
  for (let round = 1; round <= options.rounds; round++) {
    log(`b: round ${round} of ${options.rounds}`);
    const ours = await pickUpOurs(bench);
    p50.ours.push(percentile(ours, 0.5));
    p99.ours.push(percentile(ours, 0.99));
    if (peersMissing) continue;
    const peer = await pickUpGraphile(bench);
    p50.peer.push(percentile(peer, 0.5));
    p99.peer.push(percentile(peer, 0.99));
  }
  const about = { peerName: 'graphile-worker', note: peersMissing ?? null };
  return [
    toFigure('b', 'from 202 to first step, idle worker, p50', 'ms', p50, {
      ...about,
      target: { of: 'ratio', is: 'at most', limit: 1.2 },
    }),
    toFigure('b', '… p99', 'ms', p99, about),
  ];
};

async function pickUpGraphile({ server }: Bench): Promise<number[]> {
  await using database = await server.lend();
  const connectionString = database.url;
  await using worker = await startCallable('./peers/graphile.mjs');
  await using adder = await startCallable('./peers/graphile.mjs');
  await worker.call('migrate', { connectionString });
  await worker.call('work', { connectionString, concurrency });
  const addedAt = await adder.call<number[]>('add', { connectionString, count, pauseMs });
  await sleep(settleMs);
  return waits(addedAt, await worker.call<number[]>('startedAt'));
}

async function pickUpOurs({ server }: Bench): Promise<number[]> {
  await using database = await server.lend();
  await using api = await startApi(database.url);
  await using worker = await startHost(database.url);
  await worker.call('work', { slots: concurrency, onRealAgents: true });
  const accepted = await postTasks(api.port, count, pauseMs);
  await sleep(settleMs);
  const runs = new Map((await worker.call<Run[]>('runs')).map((run) => [run.taskId, run]));
  return waits(
    accepted.map(({ at }) => at),
    accepted.map(({ taskId }) => runs.get(taskId)?.startedAt ?? Number.NaN),
  );
}

/** Milliseconds from each acknowledgement to its start, without the warm-up. Throws if a job was not started. */
function waits(addedAt: number[], startedAt: number[]): number[] {
  const all = addedAt.map((added, index) => (startedAt[index] ?? Number.NaN) - added);
  if (all.some(Number.isNaN)) throw new Error('A job had not started when its worker was asked');
  return all.slice(warmUpCount);
}
