import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Reach } from './bundle-functions.ts';
import { output } from './bundling.ts';

/** What the catalogue says of a function. */
export type CatalogueEntry = { name: string; timeout_seconds: number; memory_mb: number; reaches: Reach[] } & (
  | { kind: 'endpoint'; method: string; paths: string[]; streams: boolean }
  | { kind: 'step'; queue: string }
  | { kind: 'schedule' }
);

/** API Gateway waits 30 s for an answer, and Lambda streams for 15 min. */
const endpointSeconds = (streams: boolean) => (streams ? 900 : 30);

/** What an invocation has beyond one attempt of its step: the attempt must reach its own time-out, not be handed back. */
const spareSeconds = 30;

/** Lambda gives CPU by memory: steps segment and rank text, endpoints mostly wait. */
const memory = { endpoint: 512, step: 1024, schedule: 512 };

/** What a new process finds in a bundle, and what the import leaves open beyond the standard streams. */
const probe = `
  const standard = [process.stdout, process.stderr].length && process.getActiveResourcesInfo();
  const { handler, endpoint, step, schedule } = await import(process.argv[1]);
  const open = process.getActiveResourcesInfo().slice(standard.length);
  console.log(JSON.stringify({ handler: typeof handler, endpoint, step, schedule, open }));`;

/** Imports every bundle once, away from the project, and returns what the catalogue says of each. */
export async function proveFunctions(functions: Map<string, Reach[]>): Promise<CatalogueEntry[]> {
  const away = await mkdtemp(join(tmpdir(), 'bundles-'));
  try {
    await cp(join(output, 'functions'), away, { recursive: true });
    const entries: CatalogueEntry[] = [];
    for (const [name, reaches] of functions) entries.push(await prove(name, join(away, name), reaches));
    return entries;
  } finally {
    await rm(away, { recursive: true, force: true });
  }
}

/** Imports one bundle in a process of its own: it must load, export a handler, and leave nothing open. */
async function prove(name: string, folder: string, reaches: Reach[]): Promise<CatalogueEntry> {
  const url = pathToFileURL(join(folder, 'index.mjs')).href;
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', probe, url], {
    cwd: folder,
    env: {},
    timeout: 30_000,
  });
  const { handler, endpoint, step, schedule, open } = JSON.parse((await child).stdout);
  if (handler !== 'function') throw new Error(`${name} exports no handler`);
  if (open.length > 0) throw new Error(`${name} opens ${open.join(', ')} when it is imported`);
  if (step) {
    const { name: queue, timeoutSeconds } = step;
    const timeout_seconds = timeoutSeconds + spareSeconds;
    return { name, kind: 'step', queue, timeout_seconds, memory_mb: memory.step, reaches };
  }
  if (schedule) {
    const { timeoutSeconds: timeout_seconds } = schedule;
    return { name, kind: 'schedule', timeout_seconds, memory_mb: memory.schedule, reaches };
  }
  const { method, path, otherPaths = [], streams = false } = endpoint;
  const limits = { timeout_seconds: endpointSeconds(streams), memory_mb: memory.endpoint };
  return { name, kind: 'endpoint', method, paths: [path, ...otherPaths], streams, ...limits, reaches };
}
