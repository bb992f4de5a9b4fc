import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a process ended: by itself with a code, or by a signal. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process of its own, killed at the latest when given back. */
export interface LentProcess extends AsyncDisposable {
  pid: number;
  exited: Promise<Exit>;
  /** What it has printed so far, errors included. */
  output(): string;
  /** Waits until its output matches, and gives the first group; rejects with the output if it ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** Sends a signal by pid and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Exit>;
}

const project = new URL('../../', import.meta.url);
/** Where Node keeps what it has compiled, which is a third of the time that a start takes. */
const compiled = { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled/', project)) };

/**
 * Runs a script of the project, such as `local/start.ts`, under this Node with nothing in its environment but what is
 * given, in an empty working folder, so that neither the machine's settings nor `.env` reach it.
 */
export async function lendProcess(script: string, environment: Record<string, string>): Promise<LentProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'process-'));
  const env = { ...compiled, ...environment };
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, project))], { cwd: folder, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const exited = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  await once(child, 'spawn');
  const lent: LentProcess = {
    pid: child.pid ?? 0,
    exited,
    output: () => printed,
    async printed(pattern) {
      for (;;) {
        const [, found] = pattern.exec(printed) ?? [];
        if (found !== undefined) return found;
        if (ended()) throw new Error(`${script} ended before it printed ${pattern}:\n${printed}`);
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), exited]);
      }
    },
    async kill(signal) {
      if (!ended()) process.kill(lent.pid, signal);
      return exited;
    },
    async [Symbol.asyncDispose]() {
      await lent.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
  return lent;
}
