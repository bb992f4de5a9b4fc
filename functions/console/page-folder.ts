import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '../../shared/errors.ts';
import { buildPage } from './build-page.ts';

/** Where `npm run build` puts the page: beside the function's bundle. */
const builtFolder = join(import.meta.dirname, 'public');

let folder: Promise<string> | undefined;

/**
 * The folder of the page's files. A bundle has them beside it; run from the sources, where esbuild is at hand as whatever
 * `npm ci` installs, they are built once a process into a temporary folder: always those of these sources, in 0.2 s.
 */
export function pageFolder(): Promise<string> {
  folder ??= findFolder().catch((error: unknown) => {
    folder = undefined;
    throw error;
  });
  return folder;
}

async function findFolder(): Promise<string> {
  if (existsSync(join(builtFolder, 'index.html'))) return builtFolder;
  const made = await mkdtemp(join(tmpdir(), 'console-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  try {
    await buildPage(made);
  } catch (cause) {
    const message =
      'The console could not be built. Install with npm ci (not --omit=dev), or use what npm run build makes.';
    throw new Unavailable(message, { cause });
  }
  return made;
}
