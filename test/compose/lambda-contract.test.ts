import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { type RunningApi, startApi } from '../../local/api.ts';
import { forwardFunction } from '../../local/forward-function.ts';
import type { ApiFunction } from '../../local/sort-functions.ts';
import { contractFunctions } from '../../shared/testing/contract-endpoints.ts';
import { describeHttpContract } from '../../shared/testing/http-contract.ts';
import { bundleSource, contractSource } from '../lambda/bundle-source.ts';
import { docker } from './lend-compose.ts';
import { seenSystem } from './seen-system.ts';

const { place, compose } = seenSystem();
const image = `${place.environment.FUNCTION_IMAGES}/health:local`;
const containers: string[] = [];
let folder: string;
let api: RunningApi;

/** Runs one of the contract's functions in a function's image, in the place of that function; gives its address. */
async function runInImage(name: string): Promise<string> {
  await bundleSource(contractSource(name), join(folder, name));
  const given = ['--detach', '--read-only', '--cap-drop', 'ALL', '--env', `AWS_LAMBDA_FUNCTION_NAME=${name}`];
  const mounted = ['--volume', `${join(folder, name)}:/var/task:ro`, '--publish', '127.0.0.1::8080'];
  const container = (await docker('run', ...given, ...mounted, image)).trim();
  containers.push(container);
  const address = `http://${(await docker('port', container, '8080')).trim()}`;
  // Any answer: it listens.
  await vi.waitFor(() => fetch(address), { timeout: 60_000, interval: 100 });
  return address;
}

beforeAll(async () => {
  await compose('--profile', 'lambda', 'build', 'lambda-health');
  folder = await mkdtemp(join(tmpdir(), 'contract-'));
  const functions: ApiFunction[] = [];
  // One after the other: whatever fails, those that run are known.
  for (const one of contractFunctions) functions.push(forwardFunction(one, await runInImage(one.name)));
  api = await startApi({ host: '127.0.0.1', port: 0, functions });
});
afterAll(async () => {
  await api?.close();
  if (containers.length) await docker('rm', '--force', ...containers);
  await rm(folder, { recursive: true, force: true });
});

describeHttpContract("Lambda's image behind the local server", async ({ path, body, ...request }) => {
  const sent = typeof body === 'string' ? Buffer.from(body) : (body ?? null);
  const response = await fetch(api.url + path, { ...request, body: sent });
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
});
