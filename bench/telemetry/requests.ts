import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Bench, noSamples, type Samples } from '../bench.ts';
import { cpuSeconds, whyNoCpuSeconds } from '../cpu-seconds.ts';
import type { LoadReport, LoadRequest } from '../load.ts';
import { startApi } from '../ours/start.ts';
import { startCallable } from '../processes.ts';

const body = JSON.stringify({ query: '人工智能在医疗领域的应用前景', priority: 'high', agent_type: 'research' });
const connections = 16;
const warmUpSeconds = 10;
/** Each with new processes: of two that are the same, one takes up to 6 % more than the other. */
const pairsInRound = 3;
const withoutInstruments = fileURLToPath(new URL('../ours/without-instruments.ts', import.meta.url));

/**
 * CPU microseconds that the API takes for a `POST /tasks`: as it runs, and without its instruments. Both are up, and loaded
 * in turn for a second each: whatever else the machine does disturbs both alike, and neither changes how many requests of
 * the other share a commit.
 */
export async function measureRequests(bench: Bench): Promise<{ samples: Samples; note: string | null }> {
  const samples = noSamples();
  if (whyNoCpuSeconds) return { samples, note: whyNoCpuSeconds };
  const pairs = pairsInRound * bench.options.rounds;
  await using sink = await lendSink();
  for (let pair = 1; pair <= pairs; pair += 1) {
    bench.log(`e: requests, pair ${pair} of ${pairs}`);
    await using ours = await startSide(bench, { settings: { METRICS_PUSH_URL: sink.url } });
    await using peer = await startSide(bench, { imported: [withoutInstruments], settings: { METRICS_PORT: '0' } });
    await Promise.all([ours.load(warmUpSeconds), peer.load(warmUpSeconds)]);
    const spent = { ours: noCpu(), peer: noCpu() };
    for (let turn = 0; turn < bench.options.seconds; turn += 1)
      for (const [name, side] of inTurn(turn, { ours, peer })) add(spent[name], await side.load(1));
    samples.ours.push(microsecondsOf(spent.ours));
    samples.peer.push(microsecondsOf(spent.peer));
  }
  return { samples, note: null };
}

interface Cpu {
  seconds: number;
  requests: number;
}

const noCpu = (): Cpu => ({ seconds: 0, requests: 0 });

function add(sum: Cpu, { seconds, requests }: Cpu): void {
  sum.seconds += seconds;
  sum.requests += requests;
}

const microsecondsOf = ({ seconds, requests }: Cpu): number => (seconds * 1e6) / requests;

/** Both sides, each first in half of the turns. */
const inTurn = <Side>(turn: number, { ours, peer }: { ours: Side; peer: Side }) => {
  const both = [
    ['ours', ours],
    ['peer', peer],
  ] as const;
  return turn % 2 ? both.toReversed() : both;
};

/** Starts an API on a database of its own, and who loads it; `load` gives the CPU that it took, and for how many requests. */
async function startSide({ server }: Bench, side: Parameters<typeof startApi>[1]) {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await server.lend());
  const api = stack.use(await startApi(database.url, side));
  const load = stack.use(await startCallable('./load.ts'));
  const all = stack.move();
  return {
    async load(seconds: number): Promise<Cpu> {
      const before = cpuSeconds(api.pid);
      const about: LoadRequest = {
        port: api.port,
        request: 'POST /tasks',
        body,
        connections,
        seconds,
        warmUpSeconds: 0,
      };
      const { answersPerSecond } = await load.call<LoadReport>('load', about);
      return { seconds: cpuSeconds(api.pid) - before, requests: answersPerSecond * seconds };
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Takes what is pushed, and forgets it. */
async function lendSink() {
  const server = createServer((request, response) => request.resume().on('end', () => response.end('Stored.\n')));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
