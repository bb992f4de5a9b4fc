import type { AskReport, AskRequest } from './ask-completions.ts';
import { type Bench, type Measure, noSamples, toFigure } from './bench.ts';
import { longStreamEvents } from './long-stream.ts';
import { startApi } from './ours/start.ts';
import { type Forwarder, startPortkey, startProxy } from './peers/proxies.ts';
import { type Callable, startCallable } from './processes.ts';

const messages = [{ role: 'user', content: '人工智能怎样帮助医生？' }];
const whole = JSON.stringify({ model: 'gpt-6.1-terra', messages });
const streamed = JSON.stringify({ model: 'gpt-6.1-terra', messages, stream: true });
const long = JSON.stringify({ model: 'gpt-6.1-terra', messages: [{ role: 'user', content: 'long' }], stream: true });

/** Of each kind of request, with eight connections. */
const warmUpSeconds = 10;
/** The same before each measurement: a process that waits for its turn gives up machine code and heap, as V8 does of all that rest. */
const wakeSeconds = 3;

type Side = Pick<Forwarder, 'port' | 'headers'>;

/** (f) What /v1/chat/completions adds to a call, beside other proxies before the same counterpart, all in one run. */
export const measureCompletions: Measure = async (bench) => {
  const { options, log, peersMissing } = bench;
  await using stack = new AsyncDisposableStack();
  const counterpart = stack.use(await startCallable('./peers/counterpart.ts'));
  const upstreamPort = await counterpart.call<number>('port');
  const upstream = `http://127.0.0.1:${upstreamPort}/v1`;
  const load = stack.use(await startCallable('./ask-completions.ts'));
  const direct: Side = { port: upstreamPort, headers: {} };
  const ours = stack.use(await startOurs(bench, upstream, stack));
  const pipe = stack.use(await startProxy('byte-pipe.mjs', upstream));
  const encoder = stack.use(await startProxy('re-encode.mjs', upstream));
  const portkey = peersMissing ? undefined : stack.use(await startPortkey(upstream));
  const ask = asker(load);
  const measure = async (side: Side, body: string, connections: number) => {
    await ask(side, body, 8, wakeSeconds);
    return ask(side, body, connections, Math.ceil(options.seconds / 2));
  };

  const sides = [direct, ours, pipe, encoder, ...(portkey ? [portkey] : [])];
  // Portkey's streams fail on this Node: it adds to headers that cannot be changed.
  for (const side of sides)
    for (const body of side === portkey ? [whole] : [whole, streamed, long]) await ask(side, body, 8, warmUpSeconds);

  const added = { p50: noSamples(), p99: noSamples() };
  const [first, rate, chunks] = [noSamples(), noSamples(), noSamples()];
  for (let round = 1; round <= options.rounds; round++) {
    log(`f: round ${round} of ${options.rounds}`);
    const inTurn = <Peer>(peer: Peer) => {
      const both = [
        ['ours', ours],
        ['peer', peer],
      ] as const;
      return round % 2 ? both : both.toReversed();
    };
    for (const [name, side] of inTurn(portkey)) {
      if (!side) continue;
      const base = await measure(direct, whole, 1);
      const one = await measure(side, whole, 1);
      added.p50[name].push((one.p50Ms - base.p50Ms) * 1000);
      added.p99[name].push((one.p99Ms - base.p99Ms) * 1000);
      rate[name].push((await measure(side, whole, 64)).perSecond);
    }
    for (const [name, side] of inTurn(pipe)) first[name].push((await measure(side, streamed, 1)).firstByteP50Ms * 1000);
    for (const [name, side] of inTurn(encoder))
      chunks[name].push((await measure(side, long, 4)).perSecond * longStreamEvents);
  }
  const beside = { peerName: 'Portkey', note: peersMissing ?? null };
  const atMost = (limit: number, stretch?: number) => ({
    target: { of: 'ratio', is: 'at most', limit, ...(stretch !== undefined && { stretch }) } as const,
  });
  return [
    toFigure('f', 'added to a completion, one connection, p50', 'µs', added.p50, { ...beside, ...atMost(0.6, 0.4) }),
    toFigure('f', '… p99', 'µs', added.p99, beside),
    toFigure('f', 'completions, 64 connections', '/s', rate, beside),
    toFigure('f', "a stream's first byte, p50", 'µs', first, { peerName: 'byte pipe', ...atMost(1.3) }),
    toFigure('f', 'streamed chunks', '/s', chunks, {
      peerName: 're-encoding',
      target: { of: 'ratio', is: 'at least', limit: 4 },
    }),
  ];
};

const asker =
  (load: Callable) =>
  ({ port, headers }: Side, body: string, connections: number, seconds: number): Promise<AskReport> =>
    load.call<AskReport>('ask', { port, headers, body, connections, seconds } satisfies AskRequest);

async function startOurs({ server }: Bench, upstream: string, stack: AsyncDisposableStack): Promise<Forwarder> {
  const { url } = stack.use(await server.lend());
  const settings = { LLM_PROVIDER: 'openai', OPENAI_API_KEY: 'any', OPENAI_BASE_URL: upstream };
  return { ...(await startApi(url, { settings })), headers: {} };
}
