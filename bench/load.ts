import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCalls } from './answer-calls.ts';
import { percentile } from './statistics.ts';

export interface LoadRequest {
  port: number;
  body: string;
  /** Each has one request under way, always. */
  connections: number;
  warmUpSeconds: number;
  seconds: number;
}

export interface LoadReport {
  acknowledgedPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Posts `body` to /tasks over kept-alive connections. Rejects unless every answer is a 2xx. */
async function load({ port, body, connections, warmUpSeconds, seconds }: LoadRequest): Promise<LoadReport> {
  const head = `POST /tasks HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json; charset=utf-8\r\n`;
  const request = Buffer.from(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const state = { latencies: [] as number[], stopped: false };
  const clients = Array.from({ length: connections }, () => drive(port, request, state));
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
    acknowledgedPerSecond: latencies.length / elapsed,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

/** One connection: sends a request, waits for its whole answer, notes the milliseconds, sends the next. */
async function drive(port: number, request: Buffer, state: { latencies: number[]; stopped: boolean }): Promise<void> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1');
  await once(socket, 'connect');
  const done = Promise.withResolvers<void>();
  let sentAt = performance.now();
  let answer = '';
  socket.on('data', (chunk: string) => {
    answer += chunk;
    const bodyAt = answer.indexOf('\r\n\r\n') + 4;
    if (bodyAt < 4 || answer.length < bodyAt + contentLength(answer)) return;
    if (answer[9] !== '2') return socket.destroy(new Error(`POST /tasks answered: ${answer.slice(0, 600)}`));
    const now = performance.now();
    state.latencies.push(now - sentAt);
    answer = '';
    if (state.stopped) return socket.end();
    sentAt = now;
    socket.write(request);
  });
  socket.on('error', done.reject);
  socket.on('close', () => (state.stopped ? done.resolve() : done.reject(new Error('The server closed a connection'))));
  socket.write(request);
  return done.promise;
}

const contentLength = (answer: string): number => Number(/\r\ncontent-length: *(\d+)/i.exec(answer)?.[1] ?? Number.NaN);

answerCalls({ load });
