import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { testSwitch } from '../config.ts';
import { freePort } from './free-port.ts';

/** Are tests told to start Redis servers? */
export const redisServer = testSwitch('TEST_REDIS_SERVER');

/** A Redis server of a test's own. */
export interface LentRedis extends AsyncDisposable {
  url: string;
  /** Sends a signal by pid; after SIGKILL it resolves when the server has gone. */
  kill(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void>;
  /** Starts it again, empty, at the same address. */
  start(): Promise<void>;
}

/** Lends a Redis server on a free port, which keeps nothing; rejects if `redis-server` is not installed. */
export async function lendRedis(): Promise<LentRedis> {
  const port = await freePort();
  let server = await startServer(port);
  const lent: LentRedis = {
    url: `redis://127.0.0.1:${port}`,
    async kill(signal) {
      const gone = signal === 'SIGKILL' && server.exitCode === null && once(server, 'close');
      server.kill(signal);
      await gone;
    },
    async start() {
      server = await startServer(port);
    },
    async [Symbol.asyncDispose]() {
      if (server.exitCode === null && server.signalCode === null) await lent.kill('SIGKILL');
    },
  };
  return lent;
}

async function startServer(port: number): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = once(server, 'error').then(([cause]) => {
    throw new Error('redis-server does not start: install it (apt-get install redis-server).', { cause });
  });
  let printed = '';
  const ended = once(server, 'close').then(() => {
    throw new Error(`redis-server ended at its start:\n${printed}`);
  });
  const ready = new Promise<void>((resolve) => {
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes('Ready to accept connections')) resolve();
    });
  });
  ended.catch(() => {});
  failed.catch(() => {});
  await Promise.race([ready, failed, ended]);
  return server;
}
