import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCalls } from './answer-calls.ts';
import { percentile } from './statistics.ts';

export interface LoadRequest {
  port: number;
  /** Method and path, as in `POST /tasks`. */
  request: string;
  /** JSON; undefined where the request has none. */
  body?: string;
  /** Each has one request under way, always. */
  connections: number;
  warmUpSeconds: number;
  seconds: number;
}

export interface LoadReport {
  answersPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Sends a request again and again over kept-alive connections. Rejects unless every answer is a 2xx. */
async function load({ connections, warmUpSeconds, seconds, ...what }: LoadRequest): Promise<LoadReport> {
  const state = { latencies: [] as number[], stopped: false };
  const clients = Array.from({ length: connections }, () => drive(what, state));
  const all = Promise.all(clients);
  await Promise.race([sleep(warmUpSeconds * 1000), all]);
  state.latencies = [];
  const start = performance.now();
  await Promise.race([sleep(seconds * 1000), all]);
  const { latencies } = state;
  const elapsed = (performance.now() - start) / 1000;
  state.latencies = [];
  state.stopped = true;
  await all;
  return {
    answersPerSecond: latencies.length / elapsed,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

type What = Pick<LoadRequest, 'port' | 'request' | 'body'>;

function packetOf({ port, request, body = '' }: What): Buffer {
  const about =
    body && `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${request} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${about}\r\n${body}`);
}

/** One connection: sends a request, waits for its whole answer, notes the milliseconds, sends the next. */
async function drive(what: What, state: { latencies: number[]; stopped: boolean }): Promise<void> {
  const { port, request } = what;
  const packet = packetOf(what);
  const socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1');
  await once(socket, 'connect');
  const done = Promise.withResolvers<void>();
  let sentAt = performance.now();
  let answer = '';
  socket.on('data', (chunk: string) => {
    answer += chunk;
    const bodyAt = answer.indexOf('\r\n\r\n') + 4;
    if (bodyAt < 4 || answer.length < bodyAt + contentLength(answer)) return;
    if (answer[9] !== '2') return socket.destroy(new Error(`${request} answered: ${answer.slice(0, 600)}`));
    const now = performance.now();
    state.latencies.push(now - sentAt);
    answer = '';
    if (state.stopped) return socket.end();
    sentAt = now;
    socket.write(packet);
  });
  socket.on('error', done.reject);
  socket.on('close', () => (state.stopped ? done.resolve() : done.reject(new Error('The server closed a connection'))));
  socket.write(packet);
  return done.promise;
}

const contentLength = (answer: string): number => Number(/\r\ncontent-length: *(\d+)/i.exec(answer)?.[1] ?? Number.NaN);

answerCalls({ load });
