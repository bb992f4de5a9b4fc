import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

export const project = join(import.meta.dirname, '../..');
/** Where everything is built to. */
export const output = join(project, 'dist');

/** What bundled CommonJS packages expect to find. */
const commonJsNames =
  "import{createRequire as $require}from'node:module';const require=$require(import.meta.url),{filename:__filename,dirname:__dirname}=import.meta;";

/** How everything is bundled. */
export const bundling = {
  absWorkingDir: project,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  // esbuild builds the console's page where it runs from the sources.
  external: ['@aws-sdk/*', 'esbuild'],
  legalComments: 'external',
  logLevel: 'silent',
  banner: { js: commonJsNames },
} satisfies BuildOptions;

/** PGlite serves one process and brings 10 MB of WebAssembly: a function, or a part of the system, has no use for it. */
export const withoutEmbeddedDatabase: Plugin = {
  name: 'without-embedded-database',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]shared[\\/]database[\\/]pglite\.ts$/ }, () => ({
      resolveDir: join(project, 'shared/database'),
      contents: `import { SetupError } from '../errors.ts';
        export async function openPglite() {
          throw new SetupError('This build has no embedded database. Set DATABASE_URL.');
        }`,
    }));
  },
};
