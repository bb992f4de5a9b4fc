import { lendDataFolder } from './lend-data-folder.ts';
import { lendPostgres, testServer } from './lend-database.ts';
import { type LentProcess, lendProcess } from './lend-process.ts';
import { taskClient } from './task-client.ts';

const anyPorts = { HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'warn' };

/**
 * Lends the system as users run it, in processes of their own: on the test server an API and a worker, on PGlite one
 * process that is both. `worker()` is the process that runs the steps; `start` makes the next one, on the same data.
 */
export async function lendHosts(environment: Record<string, string>) {
  const stack = new AsyncDisposableStack();
  try {
    const hosts = testServer ? await onPostgres(testServer, environment, stack) : await onPglite(environment, stack);
    let worker = await hosts.start(environment);
    return {
      client: taskClient(hosts.url),
      url: hosts.url,
      /** On the test server only. */
      database: hosts.database,
      worker: () => worker,
      /** The process that answers requests; on PGlite the same. */
      api: () => hosts.api ?? worker,
      /** Starts the worker again, with more or other settings if given. */
      async start(more: Record<string, string> = {}) {
        worker = await hosts.start({ ...environment, ...more });
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function onPostgres(server: string, environment: Record<string, string>, stack: AsyncDisposableStack) {
  const { database, url } = stack.use(await lendPostgres(server));
  const settings = { ...anyPorts, DATABASE_URL: url };
  const api = stack.use(await lendProcess('local/api.ts', { ...settings, ...environment }));
  const apiUrl = await api.printed(/API: (\S+)/);
  const start = (more: Record<string, string>) =>
    begin('local/worker.ts', /(Worker: )/, { ...settings, ...more }, stack);
  return {
    database,
    api,
    url: () => apiUrl,
    start: async (more: Record<string, string>) => (await start(more)).process,
  };
}

async function onPglite(environment: Record<string, string>, stack: AsyncDisposableStack) {
  const { path } = stack.use(await lendDataFolder());
  const settings = { ...anyPorts, DATA_DIR: path, ...environment };
  let url = '';
  const start = async (more: Record<string, string>) => {
    const begun = await begin('local/start.ts', /API {7}(\S+)/, { ...settings, ...more }, stack);
    url = begun.found;
    return begun.process;
  };
  return { database: undefined, api: undefined, url: () => url, start };
}

async function begin(
  script: string,
  ready: RegExp,
  environment: Record<string, string>,
  stack: AsyncDisposableStack,
): Promise<{ process: LentProcess; found: string }> {
  const process = stack.use(await lendProcess(script, environment));
  return { process, found: await process.printed(ready) };
}
