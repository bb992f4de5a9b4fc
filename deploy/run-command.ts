import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SetupError } from '../shared/errors.ts';

export interface CommandOptions {
  /** Written to its standard input, and so seen by nobody else on the machine. */
  input?: string;
  /** Is its output printed as it comes? It is returned in either case. */
  shown?: boolean;
}

/** Runs a program to its end and returns what it printed. Throws a SetupError with its last words if it cannot run or fails. */
export type RunCommand = (command: string, given: string[], options?: CommandOptions) => Promise<string>;

/** Runs a program on this machine, with this process' environment. */
export const runCommand: RunCommand = async (command, given, { input, shown } = {}) => {
  const child = spawn(command, given, { stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  let [output, all] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      all = (all + text).slice(-4000);
      if (shown) process.stdout.write(text);
    });
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const [code] = await once(child, 'close').catch((cause) => {
    throw new SetupError(`${command} cannot be run (${cause.code ?? cause.message}).`, { cause });
  });
  if (code === 0) return output.trim();
  throw new SetupError(`${command} ${given[0]} failed: ${lastLine(all) ?? `it ended with ${code}`}`);
};

const lastLine = (text: string): string | undefined => text.trim().split('\n').at(-1)?.trim() || undefined;
