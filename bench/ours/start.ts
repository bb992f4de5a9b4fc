import { join } from 'node:path';
import {
  type Callable,
  freePort,
  projectFolder,
  type Running,
  runProgram,
  startCallable,
  startProgram,
  startServer,
} from '../processes.ts';

/** Settings under which ours is measured: no model is called, only errors are logged. */
const ourEnvironment = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  LLM_PROVIDER: 'placeholder',
  LOG_LEVEL: 'error',
});

/** Starts `local/api.ts` on a free port, after bringing the database up to date; `imported` is run before it. */
export async function startApi(
  databaseUrl: string,
  { imported = [], settings = {} }: { imported?: string[]; settings?: Record<string, string> } = {},
): Promise<Running & { port: number }> {
  await runProgram(join(projectFolder, 'local/migrate.ts'), { env: ourEnvironment(databaseUrl) });
  const port = await freePort();
  const ports = { PORT: `${port}`, METRICS_PORT: `${await freePort()}` };
  const env = { ...ourEnvironment(databaseUrl), ...ports, ...settings };
  const url = `http://127.0.0.1:${port}/health`;
  const files = [...imported.flatMap((file) => ['--import', file]), join(projectFolder, 'local/api.ts')];
  return { ...(await startServer(process.execPath, files, { env, url })), port };
}

/** Starts `local/worker.ts`. */
export async function startWorkerProcess(databaseUrl: string): Promise<Running> {
  const env = { ...ourEnvironment(databaseUrl), METRICS_PORT: `${await freePort()}` };
  return startProgram(join(projectFolder, 'local/worker.ts'), { env });
}

/** Starts all of it in one process, on PGlite in `folder`. */
export async function startEmbedded(folder: string): Promise<Running> {
  const port = await freePort();
  const env = { ...ourEnvironment(''), DATA_DIR: folder, PORT: `${port}`, METRICS_PORT: `${await freePort()}` };
  return startServer(process.execPath, [join(projectFolder, 'local/start.ts')], {
    env,
    url: `http://127.0.0.1:${port}/health`,
    seconds: 60,
  });
}

/** Starts a process that accepts and works tasks of the bench's own agents. */
export const startHost = (databaseUrl: string): Promise<Callable> =>
  startCallable('./ours/host.ts', ourEnvironment(databaseUrl));
