import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { bundling, output, project, withoutEmbeddedDatabase } from './bundling.ts';
import { carryFiles } from './carry-files.ts';
import type { CatalogueEntry } from './prove-functions.ts';

/** The programs that run functions outside Lambda, and the kind of function that each runs. */
export const hosts: Record<string, CatalogueEntry['kind'] | undefined> = {
  api: 'endpoint',
  worker: 'step',
  migrate: undefined,
  'prepare-folders': undefined,
};

/** The names of the functions that a host runs. */
const namesFor = (host: string, functions: CatalogueEntry[]): string[] =>
  functions.filter(({ kind }) => kind === hosts[host]).map(({ name }) => name);

/** How a host is bundled with the functions that it runs: they share one process, and so one pool, one log, one cache. */
export const hostBundling = (host: string, functions: CatalogueEntry[]) =>
  ({
    ...bundling,
    entryPoints: { index: `local/${host}.ts` },
    outdir: join(output, 'local', host),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    // What is imported lazily stays so.
    splitting: true,
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [withoutEmbeddedDatabase, listedFunctions(namesFor(host, functions)), oneProgram(host), namedRedis],
  }) satisfies BuildOptions;

/** Writes the bundles of all hosts, with the page that the build has made for the console. */
export async function bundleHosts(functions: CatalogueEntry[]): Promise<void> {
  for (const host of Object.keys(hosts)) {
    await build(hostBundling(host, functions));
    const names = namesFor(host, functions);
    const folder = join(output, 'local', host);
    await carryFiles(names, folder);
    if (names.includes('console'))
      await cp(join(output, 'functions/console/public'), join(folder, 'public'), { recursive: true });
  }
}

/** A bundle has no folder to look for functions in: it imports those of these names. */
function listedFunctions(names: string[]): Plugin {
  return {
    name: 'listed-functions',
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]local[\\/]discover-functions\.ts$/ }, () => ({
        resolveDir: join(project, 'local'),
        contents: `
          import { sortFunctions } from './sort-functions.ts';
          ${names.map((name, at) => `import * as function${at} from '../functions/${name}/index.ts';`).join('\n')}
          export const discoverFunctions = async () => sortFunctions([
            ${names.map((name, at) => `{ name: '${name}', exported: function${at} }`).join(',\n')}
          ]);`,
      }));
    },
  };
}

/** In a bundle every module is at the program's address: only the host's own may take itself for the program. */
function oneProgram(host: string): Plugin {
  return {
    name: 'one-program',
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]local[\\/][a-z-]+\.ts$/ }, async ({ path }) => {
        if (/[\\/]local[\\/]([a-z-]+)\.ts$/.exec(path)?.[1] === host) return undefined;
        const source = await readFile(path, 'utf8');
        return { loader: 'ts', contents: source.replaceAll('isProgram(import.meta.url)', 'false') };
      });
    },
  };
}

/** The Redis client is CommonJS, whose names a lazy import of a part would not find: it is imported by a module that names them. */
const namedRedis: Plugin = {
  name: 'named-redis',
  setup(bundler) {
    bundler.onResolve({ filter: /^redis$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'redis', namespace: 'named' } : undefined,
    );
    bundler.onLoad({ filter: /./, namespace: 'named' }, () => ({
      resolveDir: project,
      contents: "export { createClient } from 'redis';",
    }));
  },
};
