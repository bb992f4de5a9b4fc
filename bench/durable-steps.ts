import { type Bench, type Measure, noSamples, toFigure } from './bench.ts';
import { chainLength as steps } from './ours/agents.ts';
import { startHost } from './ours/start.ts';
import { type Callable, startCallable } from './processes.ts';
import { median } from './statistics.ts';

const atOnce = 16;

interface Chains {
  seconds: number;
  /** Of each workflow, when its steps started, in ms. */
  startedAt: number[][];
}

/** (c) Workflows of steps that do nothing, through the whole durable path, against DBOS Transact. */
export const measureDurableSteps: Measure = async (bench) => {
  const { options, log, peersMissing } = bench;
  const [rate, step] = [noSamples(), noSamples()];
  for (let round = 1; round <= options.rounds; round++) {
    log(`c: round ${round} of ${options.rounds}`);
    for (const side of peersMissing ? (['ours'] as const) : (['ours', 'peer'] as const)) {
      const { perSecond, stepMs } = await (side === 'ours' ? chainOurs : chainDbos)(bench);
      rate[side].push(perSecond);
      step[side].push(stepMs);
    }
  }
  const about = { peerName: 'DBOS', note: peersMissing ?? null };
  return [
    toFigure('c', `durable steps, ${atOnce} tasks at once`, '/s', rate, {
      ...about,
      target: { of: 'ratio', is: 'at least', limit: 1 },
    }),
    toFigure('c', 'a durable step, one task at once, p50', 'ms', step, {
      ...about,
      target: { of: 'ratio', is: 'at most', limit: 2 },
    }),
  ];
};

async function chainOurs({ server }: Bench) {
  await using database = await server.lend();
  await using host = await startHost(database.url);
  await host.call('prepare');
  await host.call('work', { slots: atOnce });
  return await measureChains(host);
}

async function chainDbos({ server }: Bench) {
  await using database = await server.lend();
  await using host = await startCallable('./peers/dbos.mjs');
  await host.call('launch', { url: database.url });
  return await measureChains(host);
}

async function measureChains(host: Callable): Promise<{ perSecond: number; stepMs: number }> {
  const chains = (workflows: number, lanes: number) => host.call<Chains>('chains', { workflows, atOnce: lanes, steps });
  await chains(2 * atOnce, atOnce);
  const full = await chains(10 * atOnce, atOnce);
  const single = await chains(10, 1);
  const gaps = single.startedAt.flatMap((times) =>
    times.slice(1).map((time, index) => time - (times[index] ?? Number.NaN)),
  );
  return { perSecond: full.startedAt.flat().length / full.seconds, stepMs: median(gaps) };
}
