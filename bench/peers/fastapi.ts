import { execFileSync } from 'node:child_process';
import type { Options } from '../options.ts';
import { freePort, type Running, startServer } from '../processes.ts';

/** Why the FastAPI peer cannot run here; undefined if it can. */
export function whyNoFastapi({ fastapiSeed, python }: Options): string | undefined {
  if (!fastapiSeed) return 'FastAPI not measured: its source was not found, set BENCH_FASTAPI_SEED';
  try {
    execFileSync(python, ['-c', 'import fastapi, uvicorn, uvloop, httptools, asyncpg'], { stdio: 'pipe' });
    return undefined;
  } catch {
    return `FastAPI not measured: ${python} lacks its packages, see bench/README.md`;
  }
}

/** Starts the FastAPI peer on a free port. */
export async function startFastapi(
  databaseUrl: string,
  { fastapiSeed = '', python }: Options,
): Promise<Running & { port: number }> {
  const port = await freePort();
  const env = { DATABASE_URL: databaseUrl, PORT: `${port}` };
  return { ...(await startServer(python, [fastapiSeed], { env, url: `http://127.0.0.1:${port}/health` })), port };
}
