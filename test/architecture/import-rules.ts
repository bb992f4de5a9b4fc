import { posix } from 'node:path';
import { importsOf } from './imports-of.ts';
import { isTest, type SourceFile } from './source-file.ts';

const ground = ['database', 'telemetry', 'config', 'errors', 'validation'];
const services = ['tasks', 'sessions', 'access', 'llm', 'retrieval', 'queue', 'analysis'];
const everything = ['functions', 'http', 'agents', 'ports', ...services, ...ground];

/** What each area may import besides itself: imports run one way, and neighbours do not know each other. */
const mayImport: Record<string, readonly string[]> = {
  local: everything,
  deploy: everything,
  functions: ['http', 'agents', 'ports', ...services, ...ground],
  http: ['ports', ...services, ...ground],
  agents: ['ports', ...services, ...ground],
  ports: [...services, ...ground],
  tasks: ['queue', ...ground],
  sessions: ground,
  access: ground,
  llm: ['access', ...ground],
  retrieval: ground,
  analysis: ['llm', 'retrieval', ...ground],
  queue: ground,
  database: ['telemetry', 'config', 'errors'],
  telemetry: ['config', 'errors'],
  config: ['errors'],
  errors: [],
  validation: ['errors'],
};

/** Where each package may be imported. */
const owners: Record<string, readonly string[]> = {
  zod: ['functions/', 'shared/', 'local/', 'deploy/'],
  openai: ['shared/llm/'],
  '@anthropic-ai/sdk': ['shared/llm/'],
  pg: ['shared/database/'],
  '@electric-sql/pglite': ['shared/database/'],
  'pg-boss': ['shared/queue/'],
  'prom-client': ['shared/telemetry/'],
  pino: ['shared/telemetry/'],
  '@opentelemetry/api': ['shared/telemetry/'],
  '@opentelemetry/exporter-trace-otlp-http': ['shared/telemetry/'],
  '@opentelemetry/resources': ['shared/telemetry/'],
  '@opentelemetry/sdk-trace': ['shared/telemetry/'],
  htmlparser2: ['shared/retrieval/'],
  'csv-parse': ['shared/analysis/'],
  'simple-statistics': ['shared/analysis/'],
  redis: ['shared/access/'],
  tokenx: ['shared/llm/'],
  cockatiel: ['shared/llm/'],
  undici: ['shared/llm/'],
  fastify: ['local/', 'shared/http/page-app.ts', 'functions/docs/', 'functions/console/'],
  '@fastify/aws-lambda': ['functions/docs/', 'functions/console/'],
  '@fastify/static': ['functions/docs/', 'functions/console/'],
  'swagger-ui-dist': ['functions/docs/'],
  '@aws-sdk/client-ecr': ['deploy/'],
  yaml: ['deploy/'],
  esbuild: ['functions/console/'],
  preact: ['functions/console/page/'],
  marked: ['functions/console/page/'],
  uplot: ['functions/console/page/'],
};

/** Data that any code may import. */
const data = /^(package|docs\/openapi)\.json$/;

const ruled = /^(functions|shared|local|deploy)\//;

/** The area that a path belongs to: a folder of `shared/`, a file of it, or a folder of the project. */
function areaOf(path: string): string {
  const [top = '', name = ''] = path.split('/');
  return top === 'shared' ? name.replace(/\.ts$/, '') : top;
}

/** Imports between areas against the direction, or from one function to another, or of test code into the product. */
export function wrongDirections(files: SourceFile[]): string[] {
  return files
    .filter((file) => ruled.test(file.path) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier?.startsWith('.'))
        .map(({ specifier }) => posix.join(posix.dirname(file.path), specifier ?? ''))
        .filter((target) => !mayReach(file.path, target))
        .map((target) => `${file.path} must not import ${target}`),
    );
}

function mayReach(from: string, to: string): boolean {
  if (data.test(to)) return true;
  if (/\.test\.ts$/.test(to)) return false;
  if (areaOf(from) !== areaOf(to)) return mayImport[areaOf(from)]?.includes(areaOf(to)) ?? false;
  return areaOf(from) !== 'functions' || from.split('/')[1] === to.split('/')[1];
}

/** Imports of packages outside the folders that own them, and of packages that nobody owns. */
export function wrongPackages(files: SourceFile[]): string[] {
  return files
    .filter((file) => ruled.test(file.path) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .map(({ specifier }) => packageOf(specifier))
        .filter((name) => name && !owners[name]?.some((folder) => file.path.startsWith(folder)))
        .map((name) => `${file.path} must not import the package ${name}`),
    );
}

/** `@scope/name/part` is of `@scope/name`; null for files of ours and for what Node.js brings. */
function packageOf(specifier: string | null): string | null {
  if (!specifier || /^(\.|node:)/.test(specifier)) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Imports computed at run time, which no rule can follow; hosts may, to find the functions. */
export function computedImports(files: SourceFile[]): string[] {
  return files
    .filter((file) => /^(functions|shared|deploy)\//.test(file.path) && !isTest(file))
    .filter((file) => importsOf(file).some(({ specifier }) => specifier === null))
    .map(({ path }) => `${path} imports something computed at run time`);
}

/** Code in `shared/ports.ts`, which is types only, so that naming a port carries nothing into a bundle. */
export function portsWithCode(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => path === 'shared/ports.ts')
    .filter((file) => {
      const { text } = file;
      return importsOf(file).some(({ typeOnly }) => !typeOnly) || /^export (?!type\b|interface\b)/m.test(text);
    })
    .map(({ path }) => `${path} must hold types only`);
}

const environmentRead = [
  /\bprocess\??\.\s*env\b/,
  /\bprocess\[/,
  /\benv\b[^'"]*\}\s*=\s*process\b/,
  /import (?!type\b)([^'"]*\benv\b[^'"]*|\w+|\* as \w+) from 'node:process'/,
];

/** Programs that run tests; a test itself sets variables for what it runs in its own process. */
const runsTests = /^test\/(?!.*\.test\.ts$)/;

/** Reads of the environment outside `shared/config.ts`. */
export function environmentReads(files: SourceFile[]): string[] {
  return files
    .filter((file) => (ruled.test(file.path) && !isTest(file)) || runsTests.test(file.path))
    .filter(({ path }) => path !== 'shared/config.ts')
    .filter(({ text }) => environmentRead.some((form) => form.test(text)))
    .map(({ path }) => `${path} reads the environment; shared/config.ts does`);
}

/** Asks of `import.meta.main`, which the Node.js that comes along on some platforms does not have; `isProgram` answers. */
export function youngProgramChecks(files: SourceFile[]): string[] {
  return files
    .filter((file) => ruled.test(file.path))
    .filter(({ text }) => /^(?!\s*(\*|\/\/|\/\*)).*\bimport\.meta\.main\b/m.test(text))
    .map(({ path }) => `${path} asks import.meta.main; isProgram of local/is-program.ts answers on every Node.js 24`);
}
