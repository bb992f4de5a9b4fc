import { openAsBlob } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import manifest from '../../package.json' with { type: 'json' };

const cache = new URL('../../node_modules/.cache/', import.meta.url);
const name = `pglite-${manifest.dependencies['@electric-sql/pglite']}`;
const kept = new URL(`${name}.tar`, cache);

/** The data folder of a new PGlite, as a tar file: made once, and kept beside the dependencies. */
export async function newDataFolder(): Promise<Blob> {
  try {
    return await openAsBlob(kept);
  } catch {
    const client = await PGlite.create('memory://');
    const dump = await client.dumpDataDir('none');
    await client.close();
    await mkdir(cache, { recursive: true });
    // Other workers may make the same at this moment.
    const own = new URL(`${name}-${process.pid}.tar`, cache);
    await writeFile(own, new Uint8Array(await dump.arrayBuffer()));
    await rename(own, kept);
    return dump;
  }
}
