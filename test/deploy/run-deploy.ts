import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LentCommands } from './lend-commands.ts';
import type { LentEcr } from './lend-ecr.ts';

const project = join(import.meta.dirname, '../..');

export interface DeployRun {
  ecr: LentEcr;
  commands: LentCommands;
  /** The functions that the last build made. */
  names: string[];
  /** The one among them whose code is another than usual. */
  change?: string;
  /** What is in deploy/parameters.json. */
  parameters?: Record<string, string>;
  environment?: Record<string, string>;
}

/** Runs a program of `deploy/` in a copy of the project with a small build, and returns how it ended and all that it printed. */
export async function runDeploy(
  program: string,
  given: string[],
  { ecr, commands, names, change, parameters, environment }: DeployRun,
): Promise<{ code: number; output: string }> {
  const copy = await mkdtemp(join(tmpdir(), 'deploy-'));
  try {
    for (const part of ['deploy', 'package.json', 'Dockerfile.function'])
      await cp(join(project, part), join(copy, part), { recursive: true });
    for (const part of ['shared', 'node_modules']) await symlink(join(project, part), join(copy, part));
    for (const name of names) {
      await mkdir(join(copy, 'dist/functions', name), { recursive: true });
      await writeFile(join(copy, 'dist/functions', name, 'index.mjs'), name === change ? 'changed' : name);
    }
    await writeFile(join(copy, 'dist/catalogue.json'), JSON.stringify({ functions: names.map(catalogued) }));
    if (parameters) await writeFile(join(copy, 'deploy/parameters.json'), JSON.stringify(parameters));
    return await run(join(copy, 'deploy', program), ['--built', ...given], {
      PATH: commands.path,
      HOME: copy,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_ECR: ecr.url,
      ...environment,
    });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const catalogued = (name: string) => ({
  name,
  kind: 'schedule',
  timeout_seconds: 50,
  memory_mb: 512,
  reaches: [],
});

function run(
  file: string,
  given: string[],
  { HOME: cwd = '', ...env }: Record<string, string>,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = execFile(process.execPath, [file, ...given], { cwd, env: { ...env, HOME: cwd } }, () =>
      resolve({ code: child.exitCode ?? -1, output }),
    );
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: string) => (output += text));
  });
}
