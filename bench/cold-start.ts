import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type CatalogueFunction, readCatalogue } from '../deploy/catalogue.ts';
import { bundling } from '../scripts/build/bundling.ts';
import { type Measure, noSamples, type Samples, toFigure } from './bench.ts';
import type { Target } from './figure.ts';
import { projectFolder, runProgram } from './processes.ts';
import { clock } from './statistics.ts';

/** Calls the handler of a bundle once, as a new process of Lambda's does, and says when it has answered. */
const runner = `
  const { handler } = await import(process.argv[1]);
  const answer = await handler(JSON.parse(process.argv[2]), { functionName: 'bench', getRemainingTimeInMillis: () => 60000 });
  process.stdout.write('answered ' + (answer?.statusCode ?? 200), () => process.exit(0));`;

const peers = {
  empty: 'export const handler = async () => ({ statusCode: 200 });',
  packages: `
    import pg from 'pg';
    import * as z from 'zod';
    const Query = z.object({ limit: z.coerce.number().int().default(20) });
    const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
    export const handler = async () => {
      const { limit } = Query.parse({});
      await pool.query('select $1::int', [limit]);
      return { statusCode: 200 };
    };`,
  fastify: `
    import Fastify from 'fastify';
    import awsLambdaFastify from '@fastify/aws-lambda';
    const app = Fastify();
    app.get('/', async () => ({ ok: true }));
    export const handler = awsLambdaFastify(app);`,
};

/** Requests that reach all that a function uses, and must be answered well; others have neither body nor query. */
const bodies: Record<string, object> = {
  'create-task': { query: '医疗', agent_type: 'research' },
  analysis: { data: '月份,销售额\n一月,100\n二月,120', analysis_type: 'trend' },
  chat: { message: '你好' },
  'chat-completions': { model: 'default', messages: [{ role: 'user', content: '你好' }] },
  'create-documents': { title: '医疗', content: '人工智能帮助医生。' },
};
const queries: Record<string, string> = { search: 'q=%E5%8C%BB%E7%96%97', 'debug-llm': 'probe=false' };

interface Started {
  name: string;
  bundle: string;
  event: object;
}

/** From the start of a process to its first answer, every import included, of each function beside bare Fastify on Lambda. */
export const measureColdStart: Measure = async ({ options, server, log }) => {
  await runProgram(join(projectFolder, 'build.mjs'), { env: {} });
  const functions = await readCatalogue(join(projectFolder, 'dist'));
  await using database = await server.lend();
  const env = { DATABASE_URL: database.url, LLM_PROVIDER: 'placeholder', LOG_LEVEL: 'silent' };
  await runProgram(join(projectFolder, 'local/migrate.ts'), { env });
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  try {
    const [empty, packages, fastify] = await Promise.all([
      bundlePeer('empty', folder),
      bundlePeer('packages', folder),
      bundlePeer('fastify', folder),
    ]);
    const least = [
      { name: 'an empty handler', started: empty, samples: noSamples() },
      { name: 'zod and pg alone', started: packages, samples: noSamples() },
    ];
    const all = functions.map((one) => ({ one, started: startOf(one), samples: noSamples() }));
    const answers = new Map<string, number>();
    for (let round = 1; round <= options.rounds; round++) {
      log(`start: round ${round} of ${options.rounds}`);
      for (const { one, started, samples } of all) {
        samples.peer.push((await firstAnswer(fastify, env)).ms);
        const { ms, status } = await firstAnswer(started, env);
        samples.ours.push(ms);
        if (status >= 400 && (bodies[one.name] || queries[one.name]))
          throw new Error(`${one.name} answered ${status} to a request that it should take`);
        answers.set(started.name, status);
      }
      for (const { started, samples } of least) {
        samples.peer.push((await firstAnswer(fastify, env)).ms);
        samples.ours.push((await firstAnswer(started, env)).ms);
      }
    }
    const unusual = [...answers].filter(([, status]) => status >= 400).map((one) => one.join(' '));
    const note = `answers other than 2xx: ${unusual.join(', ') || 'none'}`;
    const line = (name: string, bundle: string, samples: Samples, target: Target | null) =>
      toFigure('start', `${name}, ${Math.ceil(statSync(bundle).size / 1000)} kB`, 'ms', samples, {
        peerName: 'bare Fastify',
        target,
        note,
      });
    return [
      ...least.map(({ name, started, samples }) => line(name, started.bundle, samples, null)),
      ...all.map(({ one, started, samples }) => line(one.name, started.bundle, samples, targetOf(one))),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function bundlePeer(name: keyof typeof peers, folder: string): Promise<Started> {
  const bundle = join(folder, name, 'index.mjs');
  await build({ ...bundling, stdin: { contents: peers[name], resolveDir: projectFolder }, outfile: bundle });
  return { name, bundle, event: eventOf('GET', '/') };
}

function startOf(one: CatalogueFunction): Started {
  const { name } = one;
  const bundle = join(projectFolder, 'dist/functions', name, 'index.mjs');
  if (one.kind !== 'endpoint') return { name, bundle, event: {} };
  return { name, bundle, event: eventOf(one.method, one.paths[0] ?? '', queries[name], bodies[name]) };
}

function eventOf(method: string, path: string, rawQueryString = '', body?: object) {
  const rawPath = path.replaceAll(/\{\w+\}/g, '0198c0de-0000-7000-8000-000000000000');
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: { host: 'localhost', 'content-type': 'application/json; charset=utf-8' },
    requestContext: { http: { method, path: rawPath, sourceIp: '127.0.0.1' } },
    ...(body ? { body: JSON.stringify(body) } : {}),
    isBase64Encoded: false,
  };
}

/** Where a framework is the job there is no target; steps and the sweep bring the queue along. */
function targetOf({ name, kind, reaches }: CatalogueFunction): Target | null {
  if (name === 'docs' || name === 'console') return null;
  const endpointLimit = reaches.includes('queues') ? 0.7 : 0.6;
  return { of: 'ratio', is: 'at most', limit: kind === 'endpoint' ? endpointLimit : 2 };
}

async function firstAnswer({ name, bundle, event }: Started, env: Record<string, string>) {
  const began = clock();
  const given = ['--input-type=module', '--eval', runner, bundle, JSON.stringify(event)];
  const child = spawn(process.execPath, given, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let [printed, said] = ['', ''];
  let ms = Number.NaN;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (Number.isNaN(ms) && printed.includes('answered')) ms = clock() - began;
  });
  await ended;
  const status = Number(/answered (\d+)/.exec(printed)?.[1]);
  if (Number.isNaN(status)) throw new Error(`${name} gave no answer: ${said.slice(-500)}`);
  return { ms, status };
}
