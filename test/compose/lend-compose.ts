import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { inherited } from '../../shared/config.ts';
import { freePort } from '../../shared/testing/free-port.ts';
import { plantSecrets } from './planted-secrets.ts';

const project = join(import.meta.dirname, '../..');

/** Where a composed system is, and how it is named: what a test needs to reach it. */
export interface Composed {
  folder: string;
  /** What Compose reads: the project's name, ports and images of its own. */
  environment: Record<string, string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    composed: Composed;
  }
}

/** What is no part of the project, or is made by running it. */
const leftOut = new Set(['node_modules', 'dist', 'data', 'logs', '.git', '.env']);

const empty = `for (const folder of ['/data', '/logs'])
  for (const name of fs.readdirSync(folder)) fs.rmSync(folder + '/' + name, { recursive: true });`;

/** One step of tidying up, which the others do not depend on. */
const tried = (step: Promise<string>): Promise<unknown> =>
  step.catch((error: Error) => process.stderr.write(`Not tidied up: ${error.message}\n`));

/** Copies the project into a folder of its own; `end` stops everything and leaves nothing behind, whatever was started. */
export async function lendCompose() {
  const folder = await mkdtemp(join(tmpdir(), 'composed-'));
  const name = `composed-${randomBytes(4).toString('hex')}`;
  const images = Object.fromEntries(
    ['api', 'worker', 'migrate', 'prepare'].map((part) => [`${part.toUpperCase()}_IMAGE`, `${name}/${part}:test`]),
  );
  const place: Composed = {
    folder,
    environment: {
      COMPOSE_PROJECT_NAME: name,
      HTTP_PORT: await portFor(80),
      API_PORT: await portFor(8000),
      METRICS_PORT: await portFor(9100),
      PROMETHEUS_PORT: await portFor(9090),
      GRAFANA_PORT: await portFor(3000),
      LAMBDA_API_PORT: await portFor(8001),
      FUNCTION_IMAGES: name,
      ...images,
    },
  };
  await cp(project, folder, {
    recursive: true,
    filter: (path) =>
      !relative(project, path)
        .split('/')
        .some((part) => leftOut.has(part)),
  });
  await writeFile(join(folder, '.env'), 'LLM_PROVIDER=placeholder\n');
  await plantSecrets(folder);
  const compose = composeOf(place);
  const end = async () => {
    const down = ['--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '5'];
    await tried(compose(...down));
    // What the services have written belongs to users of theirs: only a container may delete it.
    await tried(compose('run', '--rm', '--no-deps', '-T', '--entrypoint', 'node', 'prepare-folders', '--eval', empty));
    await tried(compose(...down));
    const built = await docker(
      'image',
      'ls',
      '--format',
      '{{.Repository}}:{{.Tag}}',
      '--filter',
      `reference=${name}/*`,
    );
    await tried(docker('image', 'rm', '--force', ...built.split('\n').filter(Boolean)));
    await rm(folder, { recursive: true, force: true });
  };
  return { place, compose, end };
}

/** Runs `docker`, with nothing of this machine's settings but how to reach the engine; resolves with what it prints. */
export async function docker(...given: string[]): Promise<string> {
  return run(given, { folder: tmpdir(), environment: {} });
}

/** `docker compose` for one system. */
export const composeOf =
  (place: Composed) =>
  (...given: string[]): Promise<string> =>
    run(['compose', ...given], place);

async function run(given: string[], { folder, environment }: Composed): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', given, {
    cwd: folder,
    env: { ...inherited(/^(PATH|HOME|DOCKER_.*|XDG_.*)$/), ...environment },
    maxBuffer: 64_000_000,
  });
  return stdout;
}

/** The port that the system has by default where it is free, any other where not. */
async function portFor(preferred: number): Promise<string> {
  const server = createServer().listen(preferred, '127.0.0.1');
  try {
    await once(server, 'listening');
    return String(preferred);
  } catch {
    return String(await freePort());
  } finally {
    server.close();
  }
}
