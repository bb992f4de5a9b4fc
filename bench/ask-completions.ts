import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCalls } from './answer-calls.ts';
import { percentile } from './statistics.ts';

export interface AskRequest {
  port: number;
  headers: Record<string, string>;
  body: string;
  /** Each has one request under way, always. */
  connections: number;
  seconds: number;
}

export interface AskReport {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Until the first byte of an answer's body. */
  firstByteP50Ms: number;
}

/** Asks for completions over kept-alive connections. Rejects unless every answer is whole and a 200. */
async function ask({ port, headers, body, connections, seconds }: AskRequest): Promise<AskReport> {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
      `${more.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const state: State = { whole: [], first: [], stopped: false };
  const start = performance.now();
  const all = Promise.all(Array.from({ length: connections }, () => drive(port, request, state)));
  await Promise.race([sleep(seconds * 1000), all]);
  const elapsed = (performance.now() - start) / 1000;
  const { whole, first } = state;
  const report = {
    perSecond: whole.length / elapsed,
    p50Ms: percentile(whole, 0.5),
    p99Ms: percentile(whole, 0.99),
    firstByteP50Ms: percentile(first, 0.5),
  };
  state.stopped = true;
  await all;
  return report;
}

interface State {
  whole: number[];
  first: number[];
  stopped: boolean;
}

/** One connection: sends a request, waits for its whole answer, notes the milliseconds, sends the next. */
async function drive(port: number, request: Buffer, state: State): Promise<void> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const done = Promise.withResolvers<void>();
  let sentAt = performance.now();
  let answer = newAnswer();
  socket.on('data', (bytes: Buffer) => {
    const failure = answer.add(bytes);
    if (failure) return socket.destroy(new Error(`POST /v1/chat/completions answered: ${failure}`));
    const now = performance.now();
    if (answer.begun() && !answer.noted) {
      answer.noted = true;
      state.first.push(now - sentAt);
    }
    if (!answer.isWhole()) return;
    state.whole.push(now - sentAt);
    answer = newAnswer();
    if (state.stopped) return socket.end();
    sentAt = performance.now();
    socket.write(request);
  });
  socket.on('error', done.reject);
  socket.on('close', () => (state.stopped ? done.resolve() : done.reject(new Error('The server closed a connection'))));
  socket.write(request);
  return done.promise;
}

const endOfChunks = Buffer.from('0\r\n\r\n');

/** An answer as it comes; of its body only the length and the last bytes are kept. */
function newAnswer() {
  let head = '';
  let length = Number.NaN;
  let size = 0;
  let tail: Buffer = Buffer.alloc(0);
  return {
    noted: false,
    /** The answer, where it is no success. */
    add(bytes: Buffer): string | undefined {
      let body = bytes;
      if (!head.endsWith('\r\n\r\n')) {
        const text = head + bytes.toString('latin1');
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) {
          head = text;
          return undefined;
        }
        if (text.slice(9, 12) !== '200') return text.slice(0, 800);
        body = Buffer.from(text.slice(end + 4), 'latin1');
        head = text.slice(0, end + 4);
        length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
      }
      size += body.length;
      tail = body.length >= endOfChunks.length ? body : Buffer.concat([tail, body]).subarray(-endOfChunks.length);
      return undefined;
    },
    begun: () => size > 0,
    isWhole: () => (Number.isNaN(length) ? tail.subarray(-endOfChunks.length).equals(endOfChunks) : size >= length),
  };
}

answerCalls({ ask });
