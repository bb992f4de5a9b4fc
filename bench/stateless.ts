import { join } from 'node:path';
import { type Bench, type Measure, noSamples, toFigure } from './bench.ts';
import { cpuSeconds, whyNoCpuSeconds } from './cpu-seconds.ts';
import type { LoadReport, LoadRequest } from './load.ts';
import { startApi } from './ours/start.ts';
import { startFastapi, whyNoFastapi } from './peers/fastapi.ts';
import { freePort, projectFolder, type Running, startCallable, startServer } from './processes.ts';

const connections = 16;
const warmUpSeconds = 2;

/**
 * (health) Requests that touch nothing but the process, answered per second of its CPU time, against FastAPI; and against
 * what Fastify leaves for them at most.
 */
export const measureStateless: Measure = async (bench) => {
  const { options, log } = bench;
  const [besideFastapi, besideFastify] = [noSamples(), noSamples()];
  const missing = whyNoCpuSeconds ?? whyNoFastapi(options);
  for (let round = 1; round <= options.rounds && !whyNoCpuSeconds; round++) {
    log(`health: round ${round} of ${options.rounds}`);
    const ours = await answersPerCpuSecond(bench, 'GET /health?probe=live', (url) => startApi(url));
    besideFastapi.ours.push(ours);
    besideFastify.ours.push(ours);
    if (!missing)
      besideFastapi.peer.push(await answersPerCpuSecond(bench, 'GET /health', (url) => startFastapi(url, options)));
    besideFastify.peer.push(await answersPerCpuSecond(bench, 'GET /health', startBareFastify));
  }
  return [
    toFigure('health', 'stateless requests per CPU second', '/s', besideFastapi, {
      peerName: 'FastAPI',
      target: { of: 'ratio', is: 'at least', limit: 4 },
      note: missing ?? null,
    }),
    toFigure('health', '… beside one route without a system', '/s', besideFastify, {
      peerName: 'bare Fastify',
      note: whyNoCpuSeconds ?? null,
    }),
  ];
};

type Served = Running & { port: number };

async function startBareFastify(): Promise<Served> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/health`;
  const file = join(projectFolder, 'bench/peers/bare-fastify.mjs');
  return { ...(await startServer(process.execPath, [file], { env: { PORT: `${port}` }, url })), port };
}

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
