import { type Bench, type Measure, noSamples, toFigure } from './bench.ts';
import { cpuSeconds, whyNoCpuSeconds } from './cpu-seconds.ts';
import type { LoadReport, LoadRequest } from './load.ts';
import { startApi } from './ours/start.ts';
import { startFastapi, whyNoFastapi } from './peers/fastapi.ts';
import { type Running, startCallable } from './processes.ts';

const connections = 16;
const warmUpSeconds = 2;

/** (health) Requests that touch nothing but the process, answered per second of its CPU time, against FastAPI. */
export const measureStateless: Measure = async (bench) => {
  const { options, log } = bench;
  const samples = noSamples();
  const missing = whyNoCpuSeconds ?? whyNoFastapi(options);
  for (let round = 1; round <= options.rounds && !whyNoCpuSeconds; round++) {
    log(`health: round ${round} of ${options.rounds}`);
    samples.ours.push(await answersPerCpuSecond(bench, 'GET /health?probe=live', (url) => startApi(url)));
    if (!missing)
      samples.peer.push(await answersPerCpuSecond(bench, 'GET /health', (url) => startFastapi(url, options)));
  }
  return [
    toFigure('health', 'stateless requests per CPU second', '/s', samples, {
      peerName: 'FastAPI',
      target: { of: 'ratio', is: 'at least', limit: 4 },
      note: missing ?? null,
    }),
  ];
};

type Served = Running & { port: number };

async function answersPerCpuSecond(
  { server, options: { seconds } }: Bench,
  request: string,
  start: (databaseUrl: string) => Promise<Served>,
): Promise<number> {
  await using database = await server.lend();
  await using served = await start(database.url);
  await using load = await startCallable('./load.ts');
  const run = (forSeconds: number) =>
    load.call<LoadReport>('load', {
      port: served.port,
      request,
      connections,
      seconds: forSeconds,
      warmUpSeconds: 0,
    } satisfies LoadRequest);
  await run(warmUpSeconds);
  const before = cpuSeconds(served.pid);
  const { answersPerSecond } = await run(seconds);
  return (answersPerSecond * seconds) / (cpuSeconds(served.pid) - before);
}
