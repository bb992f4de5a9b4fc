import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { bundling, output, project, withoutEmbeddedDatabase } from './bundling.ts';
import { carryFiles } from './carry-files.ts';

/** What is larger than most functions and used by few systems stands beside them, and is loaded where it is configured. */
const beside = {
  'openai.mjs': { imported: /^openai$/, contents: "export { APIError, OpenAI } from 'openai';" },
  'anthropic.mjs': {
    imported: /^@anthropic-ai\/sdk(\/lib\/transform-json-schema)?$/,
    contents: `
      export { Anthropic } from '@anthropic-ai/sdk';
      export { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';`,
  },
  'undici.mjs': { imported: /^undici$/, contents: "export { Agent, EnvHttpProxyAgent } from 'undici';" },
  'redis.mjs': { imported: /^redis$/, contents: "export { createClient } from 'redis';" },
  'otlp-tracer.mjs': {
    imported: /^\.\/otlp-tracer\.ts$/,
    contents: "export { openOtlpTracer } from './shared/telemetry/otlp-tracer.ts';",
  },
};

const besideBundles: Plugin = {
  name: 'beside-bundles',
  setup(bundler) {
    for (const [file, { imported }] of Object.entries(beside))
      bundler.onResolve({ filter: imported }, () => ({ path: `./${file}`, external: true }));
  },
};

/** The names of all functions: the folders of `functions/`. */
export async function functionNames(): Promise<string[]> {
  const entries = await readdir(join(project, 'functions'), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** How one function is bundled, into `<folder>/<name>/index.mjs`. */
export const functionBundling = (name: string, entry = `functions/${name}/index.ts`, folder = `${output}/functions`) =>
  ({
    ...bundling,
    entryPoints: [entry],
    outfile: join(folder, name, 'index.mjs'),
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    plugins: [withoutEmbeddedDatabase, besideBundles],
  }) satisfies BuildOptions;

/** What a function reaches beyond itself, by the module of whose code its bundle has some. */
const reached = {
  database: 'shared/database/live.ts',
  models: 'shared/llm/live.ts',
  queues: 'shared/queue/live.ts',
} as const;

export type Reach = keyof typeof reached;

/** Writes every function's bundle, its source map, and what it loads or reads at run time; returns what each reaches, by name. */
export async function bundleFunctions(names: string[]): Promise<Map<string, Reach[]>> {
  const away = await mkdtemp(join(tmpdir(), 'beside-'));
  try {
    for (const [file, { contents }] of Object.entries(beside))
      await build({ ...bundling, stdin: { contents, resolveDir: project, loader: 'ts' }, outfile: join(away, file) });
    const reaches = await Promise.all(
      names.map(async (name): Promise<[string, Reach[]]> => {
        const folder = join(output, 'functions', name);
        const { metafile } = await build(functionBundling(name));
        for (const file of Object.keys(beside))
          if (imports(metafile, file)) await copyFile(join(away, file), join(folder, file));
        await carryFiles([name], folder);
        return [name, reachesOf(metafile)];
      }),
    );
    return new Map(reaches);
  } finally {
    await rm(away, { recursive: true, force: true });
  }
}

const imports = ({ outputs }: Metafile, file: string): boolean =>
  Object.values(outputs).some((one) => one.imports.some(({ path }) => path === `./${file}`));

function reachesOf({ outputs }: Metafile): Reach[] {
  const inputs = Object.assign(
    {},
    ...Object.values(outputs).map((one) => one.inputs),
  ) as Metafile['outputs'][string]['inputs'];
  const has = (module: string) => (inputs[module]?.bytesInOutput ?? 0) > 0;
  return (Object.keys(reached) as Reach[]).filter((name) => has(reached[name]));
}
