import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Measure, toFigure } from './bench.ts';
import { startApi, startEmbedded, startWorkerProcess } from './ours/start.ts';
import { startFastapi, whyNoFastapi } from './peers/fastapi.ts';

const restSeconds = 10;

/** (d) Resident memory of idle processes, ten seconds after their start. Once, not by rounds. */
export const measureMemory: Measure = async ({ server, options, log }) => {
  log('d: processes at rest');
  const missing = whyNoFastapi(options);
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'bench-data-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const { url } = stack.use(await server.lend());
  const embedded = stack.use(await startEmbedded(folder));
  const api = stack.use(await startApi(url));
  const worker = stack.use(await startWorkerProcess(url));
  const peer = missing ? undefined : stack.use(await startFastapi(stack.use(await server.lend()).url, options));
  await sleep(restSeconds * 1000);
  const beside = peer ? [residentMiB(peer.pid)] : [];
  const about = { peerName: 'FastAPI', note: missing ?? null };
  const line = (name: string, pid: number) =>
    toFigure('d', `memory at rest, ${name}`, 'MiB', { ours: [residentMiB(pid)], peer: beside }, about);
  return [
    line('local/api.ts', api.pid),
    line('local/worker.ts', worker.pid),
    line('npm start, embedded', embedded.pid),
  ];
};

/** A process' resident memory: from /proc on Linux, else from ps. */
function residentMiB(pid: number): number {
  if (process.platform !== 'linux')
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
