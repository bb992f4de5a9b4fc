import { openPostgres } from '../shared/database/postgres.ts';
import { type Bench, type Measure, noSamples, type Samples, toFigure } from './bench.ts';
import type { LoadReport, LoadRequest } from './load.ts';
import { startApi, startWorkerProcess } from './ours/start.ts';
import { startFastapi, whyNoFastapi } from './peers/fastapi.ts';
import { type Callable, type Running, startCallable } from './processes.ts';

const body = JSON.stringify({ query: '人工智能在医疗领域的应用前景', priority: 'high', agent_type: 'research' });

/** Until the machine code of what the load runs is made. */
const warmUpSeconds = { 64: 8, 1: 1 };

type Served = Running & { port: number };

/** (a) Tasks acknowledged per second, against FastAPI; every round starts each side anew on an empty database. */
export const measureAcceptRate: Measure = async (bench) => {
  const { options, log } = bench;
  const missing = whyNoFastapi(options);
  const [stopped, running, alone] = [newSeries(), newSeries(), newSeries()];
  await using load = await startCallable('./load.ts');
  for (let round = 1; round <= options.rounds; round++) {
    log(`a: round ${round} of ${options.rounds}`);
    const { full, single } = await loadSide(bench, load, (url) => startApi(url));
    add(stopped, 'ours', full);
    add(alone, 'ours', single);
    if (!missing) {
      const peer = await loadSide(bench, load, (url) => startFastapi(url, options));
      for (const series of [stopped, running]) add(series, 'peer', peer.full);
      add(alone, 'peer', peer.single);
    }
    const busy = await loadSide(bench, load, startApiAndWorker);
    add(running, 'ours', busy.full);
  }
  const about = { peerName: 'FastAPI', note: missing ?? null };
  const atLeast = (limit: number) => ({ of: 'ratio', is: 'at least', limit }) as const;
  return [
    toFigure('a', 'tasks acknowledged, 64 connections, worker stopped', '/s', stopped.rate, {
      ...about,
      target: { ...atLeast(3), stretch: 4 },
    }),
    toFigure('a', '… p50', 'ms', stopped.p50, about),
    toFigure('a', '… p99', 'ms', stopped.p99, about),
    toFigure('a', 'tasks acknowledged, 64 connections, worker running', '/s', running.rate, {
      ...about,
      target: atLeast(1.5),
    }),
    toFigure('a', '… p50', 'ms', running.p50, about),
    toFigure('a', '… p99', 'ms', running.p99, about),
    toFigure('a', 'one connection, p50', 'ms', alone.p50, {
      ...about,
      target: { of: 'ratio', is: 'at most', limit: 1.3, stretch: 1 },
    }),
    toFigure('a', 'one connection, p99', 'ms', alone.p99, about),
  ];
};

interface Series {
  rate: Samples;
  p50: Samples;
  p99: Samples;
}

const newSeries = (): Series => ({ rate: noSamples(), p50: noSamples(), p99: noSamples() });

function add(series: Series, side: keyof Samples, report: LoadReport): void {
  series.rate[side].push(report.answersPerSecond);
  series.p50[side].push(report.p50Ms);
  series.p99[side].push(report.p99Ms);
}

/** Loads one side, once it is warm, with 64 connections, then with one. */
async function loadSide({ server, options }: Bench, load: Callable, start: (databaseUrl: string) => Promise<Served>) {
  await using database = await server.lend();
  await using served = await start(database.url);
  const run = (connections: keyof typeof warmUpSeconds, seconds: number) =>
    load.call<LoadReport>('load', {
      port: served.port,
      request: 'POST /tasks',
      body,
      connections,
      seconds,
      warmUpSeconds: warmUpSeconds[connections],
    } satisfies LoadRequest);
  const full = await run(64, options.seconds);
  const single = await run(1, Math.ceil(options.seconds / 2));
  return { single, full };
}

/** Our API with the worker beside it; its end checks that the worker did work meanwhile. */
async function startApiAndWorker(databaseUrl: string): Promise<Served> {
  await using started = new AsyncDisposableStack();
  const api = started.use(await startApi(databaseUrl));
  started.use(await startWorkerProcess(databaseUrl));
  started.defer(() => checkWorked(databaseUrl));
  const both = started.move();
  return { ...api, [Symbol.asyncDispose]: () => both.disposeAsync() };
}

async function checkWorked(databaseUrl: string): Promise<void> {
  const database = openPostgres(databaseUrl, 1);
  try {
    const { rowCount } = await database.query("select 1 from tasks where status = 'completed' limit 1");
    if (!rowCount) throw new Error('The worker finished no task while the API was loaded');
  } finally {
    await database.close();
  }
}
