import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pageFiles } from './page-files.ts';

const source = join(import.meta.dirname, 'page');

/** All that a first visit loads, in bytes as gzip makes them. */
const firstLoadBudget = 120_000;

/** What may come into the page; of the API's code only types do, which leave nothing behind. */
const welcome = /^(functions\/console\/page\/|node_modules\/(preact|marked|uplot)\/)/;

/** Builds the page's files into `folder`; returns their size in gzip, and throws where they are over their budget. */
export async function buildPage(folder: string): Promise<number> {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: join(import.meta.dirname, '../..'),
    entryPoints: { console: join(source, 'main.tsx') },
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
  });
  const strange = Object.keys(metafile.inputs).filter((path) => !welcome.test(path));
  if (strange.length > 0) throw new Error(`The console's page must not hold ${strange.join(', ')}`);
  await copyFile(join(source, 'index.html'), join(folder, 'index.html'));
  const files = await Promise.all(pageFiles.map((file) => readFile(join(folder, file))));
  const size = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  if (size > firstLoadBudget)
    throw new Error(`The console's page has ${size} bytes in gzip, more than ${firstLoadBudget}`);
  return size;
}
