import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { openPglite } from '../database/pglite.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const made = join(cache, `pglite-${manifest.dependencies['@electric-sql/pglite']}`);

/**
 * Lends a data folder with an empty database in it. PGlite takes seconds of a processor to make one, so each is a copy of
 * one that is made once, and kept beside the dependencies.
 */
export async function lendDataFolder(): Promise<{ path: string } & AsyncDisposable> {
  if (!existsSync(made)) await makeOne();
  const path = await mkdtemp(join(tmpdir(), 'data-'));
  await cp(made, path, { recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function makeOne(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, 'making-'));
  await (await openPglite(making)).close();
  try {
    await rename(making, made);
  } catch (error) {
    // Another test was faster.
    if (!existsSync(made)) throw error;
    await rm(making, { recursive: true });
  }
}
