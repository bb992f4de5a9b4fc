import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What an image is made of besides its function's bundle. */
export interface ImageBasis {
  dockerfile: string;
  platform: string;
  baseImage: string | undefined;
}

/**
 * The tag of the image that a bundle's folder and its basis give: the same for the same content, on every machine and
 * however often it is built, so that what a registry has under it need not be pushed again.
 */
export async function imageTag(folder: string, { dockerfile, platform, baseImage }: ImageBasis): Promise<string> {
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer) => {
    hash.update(`${name}\0${Buffer.byteLength(content)}\0`);
    hash.update(content);
  };
  add('dockerfile', await readFile(dockerfile));
  add('platform', platform);
  add('base', baseImage ?? '');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
  for (const file of files) add(file.slice(folder.length).replaceAll(sep, '/'), await readFile(file));
  return hash.digest('hex').slice(0, 32);
}
