import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { LentEcr } from './lend-ecr.ts';
import { ecrHost } from './lend-ecr.ts';

export interface LentCommands extends AsyncDisposable {
  /** A search path on which `docker` and `aws` are the test's own. */
  path: string;
  /** What they were called with, one call a line. */
  calls(): Promise<string[]>;
  /** What they were given on standard input. */
  inputs(): Promise<string>;
}

/**
 * Lends programs named `docker` and `aws` that write down how they are called. `docker push` hands the image to the
 * registry, unless its name has one of `unpushable` in it.
 */
export async function lendCommands(ecr: LentEcr, unpushable: string[] = []): Promise<LentCommands> {
  const folder = await mkdtemp(join(tmpdir(), 'commands-'));
  const [log, inputs] = [join(folder, 'calls'), join(folder, 'inputs')];
  await Promise.all([log, inputs].map((file) => writeFile(file, '')));
  const script = `#!${process.execPath}
    const { appendFileSync, readFileSync } = require('node:fs');
    const given = process.argv.slice(2);
    const name = require('node:path').basename(process.argv[1]);
    appendFileSync(${JSON.stringify(log)}, [name, ...given].join(' ') + '\\n');
    if (given.includes('--password-stdin')) appendFileSync(${JSON.stringify(inputs)}, readFileSync(0));
    if (name === 'docker' && given[0] === 'push') {
      const image = given.at(-1);
      if (${JSON.stringify(unpushable)}.some((part) => image.includes(part))) {
        console.error('unauthorized: the registry closed the connection');
        process.exit(1);
      }
      fetch(${JSON.stringify(ecr.url)} + '/pushed', { method: 'POST', headers: { 'x-amz-target': 'Test.Push' }, body: JSON.stringify({ image: image.slice(${ecrHost.length + 1}) }) })
        .then(() => process.exit(0));
    } else console.log('28.0.0');`;
  for (const name of ['docker', 'aws']) {
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  return {
    path: [folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    calls: async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean),
    inputs: () => readFile(inputs, 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
