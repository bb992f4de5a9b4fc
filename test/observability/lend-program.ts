import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { inherited } from '../../shared/config.ts';

/** Runs a server that is installed on this machine, with more in its environment if given, until `ready` answers, and lends it. */
export async function lendProgram(
  program: string,
  given: string[],
  { ready, environment = {} }: { ready: string; environment?: Record<string, string> },
): Promise<AsyncDisposable> {
  const child = spawn(program, given, {
    env: { ...inherited(/^(PATH|HOME)$/), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.once('error', ({ message }) => (printed += message));
  const answers = () =>
    fetch(ready).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (child.pid === undefined || child.exitCode !== null)
      throw new Error(`${program} has not started; is it installed (apt-get install ${program})?\n${printed}`);
    await delay(50);
  }
  return {
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
    },
  };
}
