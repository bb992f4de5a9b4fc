import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Answer } from './answer-calls.ts';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** A process of the bench's, ended by its id when given back. */
export interface Running extends AsyncDisposable {
  pid: number;
}

export interface Callable extends Running {
  call<Result>(name: string, argument?: unknown): Promise<Result>;
}

const alive = new Set<ChildProcess>();
let interrupted = false;

/** Ends every process that the bench started, so that what waits for one fails and gives back the rest; starts no more. */
export function interrupt(): void {
  interrupted = true;
  for (const child of alive) child.kill();
}

process.once('exit', interrupt);

function keep<Child extends ChildProcess>(child: Child): Child {
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  if (interrupted) child.kill();
  return child;
}

/** Starts a program of another kind and waits until `url` answers 2xx. Rejects with the program's last words. */
export async function startServer(
  command: string,
  argumentList: string[],
  { env, url, seconds = 30 }: { env: Record<string, string>; url: string; seconds?: number },
): Promise<Running> {
  const child = keep(spawn(command, argumentList, { cwd: projectFolder, env: { ...inherited(), ...env } }));
  const lastWords = keepLastWords(child);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  const until = Date.now() + seconds * 1000;
  while (!(await Promise.race([answers(url), failed]))) {
    if (child.exitCode === null && child.signalCode === null && Date.now() < until) await sleep(50);
    else {
      await stop(child);
      throw new Error(`${command} ${argumentList.join(' ')} did not start: ${lastWords() || 'it said nothing'}`);
    }
  }
  return running(child);
}

/** Starts a program that serves no HTTP. */
export async function startProgram(file: string, { env }: { env: Record<string, string> }): Promise<Running> {
  const child = keep(spawn(process.execPath, [file], { cwd: projectFolder, env: { ...inherited(), ...env } }));
  const lastWords = keepLastWords(child);
  await sleep(1500);
  if (child.exitCode !== null) throw new Error(`${file} did not stay: ${lastWords() || 'it said nothing'}`);
  return running(child);
}

/** Runs a program to its end. Rejects with its last words if it fails. */
export async function runProgram(file: string, { env }: { env: Record<string, string> }): Promise<void> {
  const child = keep(spawn(process.execPath, [file], { cwd: projectFolder, env: { ...inherited(), ...env } }));
  const lastWords = keepLastWords(child);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${file} failed: ${lastWords()}`);
}

/** Starts a file of this folder that uses `answerCalls`. */
export async function startCallable(file: string, env: Record<string, string> = {}): Promise<Callable> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = keep(fork(path, { env: { ...inherited(), ...env }, silent: true }));
  const lastWords = keepLastWords(child);
  const answer = async <Result>(): Promise<Result> => {
    const gone = new AbortController();
    const [reply] = (await Promise.race([
      once(child, 'message', { signal: gone.signal }),
      once(child, 'exit', { signal: gone.signal }).then(([code, signal]) => [
        { error: `${file} ended (${signal ?? code}): ${lastWords()}` },
      ]),
    ]).finally(() => gone.abort())) as [Answer];
    if ('error' in reply) throw new Error(reply.error);
    return reply.result as Result;
  };
  await answer();
  return {
    ...running(child),
    call(call, argument) {
      const reply = answer();
      child.send({ call, argument });
      return reply as Promise<never>;
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

const running = (child: ChildProcess): Running => ({
  pid: child.pid as number,
  [Symbol.asyncDispose]: () => stop(child),
});

/** Asks to end, then insists after five seconds. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const insist = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(insist);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function keepLastWords(child: ChildProcess): () => string {
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2000);
    });
  }
  return () => {
    const lines = words.trim().split('\n');
    return lines.find((line) => /error|cannot|failed/i.test(line)) ?? lines.at(-1) ?? '';
  };
}

// biome-ignore lint/style/noProcessEnv: what a child needs to find its programs
const inherited = () => ({ ...process.env, NODE_OPTIONS: '' });
