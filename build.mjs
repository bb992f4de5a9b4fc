// @ts-check
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildPage } from './functions/console/build-page.ts';

const project = import.meta.dirname;
const output = join(project, 'dist');

/** Largest bundle of each kind, in bytes: more means that something came along that the function does not use. */
const budgets = { endpoint: 400_000, step: 1_400_000, schedule: 1_300_000 };
/** Functions whose job is a framework's, and endpoints that call models as steps do, by the providers' SDKs. */
const ownBudgets = {
  docs: 1_000_000,
  console: 1_000_000,
  chat: budgets.step,
  analysis: budgets.step,
  'debug-llm': budgets.step,
};

/** Files that a function reads at run time, carried beside its bundle. */
const carried = {
  docs: ['package.json', 'swagger-ui.css', 'swagger-ui-bundle.js'].map((file) => `swagger-ui-dist/${file}`),
};

/** API Gateway waits 30 s for an answer, and Lambda streams for 15 min. */
const endpointSeconds = ({ streams }) => (streams ? 900 : 30);

/** What bundled CommonJS packages expect to find. */
const commonJsNames =
  "import{createRequire as $require}from'node:module';const require=$require(import.meta.url),{filename:__filename,dirname:__dirname}=import.meta;";

/** How everything is bundled. */
const common = {
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
};

/** PGlite serves one process and brings 10 MB of WebAssembly: a function on its own has no use for it. */
const withoutEmbeddedDatabase = {
  name: 'without-embedded-database',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]shared[\\/]database[\\/]pglite\.ts$/ }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: `import { SetupError } from '../errors.ts';
        export async function openPglite() {
          throw new SetupError('This build has no embedded database. Set DATABASE_URL.');
        }`,
    }));
  },
};

/** What is larger than most functions and used by few systems stands beside them, and is loaded where it is configured. */
const beside = {
  'redis.mjs': { imported: /^redis$/, contents: "export { createClient } from 'redis';" },
  'otlp-tracer.mjs': {
    imported: /^\.\/otlp-tracer\.ts$/,
    contents: "export { openOtlpTracer } from './shared/telemetry/otlp-tracer.ts';",
  },
};

const besideBundles = {
  name: 'beside-bundles',
  setup(bundler) {
    for (const [file, { imported }] of Object.entries(beside))
      bundler.onResolve({ filter: imported }, () => ({ path: `./${file}`, external: true }));
  },
};

/** What a new process finds in a bundle, and what the import leaves open beyond the standard streams. */
const probe = `
  const standard = [process.stdout, process.stderr].length && process.getActiveResourcesInfo();
  const { handler, endpoint, step, schedule } = await import(process.argv[1]);
  const open = process.getActiveResourcesInfo().slice(standard.length);
  console.log(JSON.stringify({ handler: typeof handler, endpoint, step, schedule, open }));`;

await buildAll().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function buildAll() {
  await rm(output, { recursive: true, force: true });
  const names = (await readdir(join(project, 'functions'))).sort();
  const away = await mkdtemp(join(tmpdir(), 'beside-'));
  try {
    for (const [file, { contents }] of Object.entries(beside))
      await build({ ...common, stdin: { contents, resolveDir: project, loader: 'ts' }, outfile: join(away, file) });
    await Promise.all(names.map((name) => bundle(name, away)));
  } finally {
    await rm(away, { recursive: true, force: true });
  }
  const pageSize = await buildPage(join(output, 'functions', 'console', 'public'));
  console.log(`page      console                  ${String(Math.ceil(pageSize / 1000)).padStart(5)} kB in gzip`);
  const functions = await proveAll(names);
  await writeFile(join(output, 'catalogue.json'), `${JSON.stringify({ functions }, undefined, 2)}\n`);
  await checkSizes(functions);
}

/** Writes one function's bundle, its source map and what it carries. */
async function bundle(name, away) {
  const folder = join(output, 'functions', name);
  const { metafile } = await build({
    ...common,
    entryPoints: [`functions/${name}/index.ts`],
    outfile: join(folder, 'index.mjs'),
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    plugins: [withoutEmbeddedDatabase, besideBundles],
  });
  const imports = Object.values(metafile.outputs).flatMap((one) => one.imports);
  for (const file of Object.keys(beside))
    if (imports.some(({ path }) => path === `./${file}`)) await cp(join(away, file), join(folder, file));
  for (const file of carried[name] ?? []) {
    const source = createRequire(import.meta.url).resolve(file);
    const target = join(folder, 'node_modules', file);
    await mkdir(dirname(target), { recursive: true });
    await cp(source, target);
  }
}

/** Imports every bundle once, away from the project, and returns what the catalogue says of each. */
async function proveAll(names) {
  const away = await mkdtemp(join(tmpdir(), 'bundles-'));
  try {
    await cp(join(output, 'functions'), away, { recursive: true });
    const entries = [];
    for (const name of names) entries.push(await prove(name, join(away, name)));
    return entries;
  } finally {
    await rm(away, { recursive: true, force: true });
  }
}

/** Imports one bundle in a process of its own: it must load, export a handler, and leave nothing open. */
async function prove(name, folder) {
  const url = pathToFileURL(join(folder, 'index.mjs')).href;
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', probe, url], {
    cwd: folder,
    env: {},
    timeout: 30_000,
  });
  const { handler, endpoint, step, schedule, open } = JSON.parse((await child).stdout);
  if (handler !== 'function') throw new Error(`${name} exports no handler`);
  if (open.length > 0) throw new Error(`${name} opens ${open.join(', ')} when it is imported`);
  if (step) return { name, kind: 'step', queue: step.name, timeout_seconds: step.timeoutSeconds };
  if (schedule) return { name, kind: 'schedule', timeout_seconds: schedule.timeoutSeconds };
  const { method, path, otherPaths = [], streams = false } = endpoint;
  return {
    name,
    kind: 'endpoint',
    method,
    paths: [path, ...otherPaths],
    streams,
    timeout_seconds: endpointSeconds({ streams }),
  };
}

/** Prints every bundle's size; fails if one is over its budget. */
async function checkSizes(functions) {
  const tooBig = [];
  for (const { name, kind } of functions) {
    const { size } = await stat(join(output, 'functions', name, 'index.mjs'));
    const budget = ownBudgets[name] ?? budgets[kind];
    console.log(`${kind.padEnd(8)}  ${name.padEnd(24)} ${String(Math.ceil(size / 1000)).padStart(5)} kB`);
    if (size > budget) tooBig.push(`${name} has ${size} bytes, more than its ${budget}`);
  }
  if (tooBig.length > 0) throw new Error(tooBig.join('\n'));
  console.log(
    `${functions.length} functions in ${basename(output)}/functions, described by ${basename(output)}/catalogue.json`,
  );
}
