import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discoverFunctions } from './discover-functions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'functions-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, source: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'index.ts'), source);
}

const endpoint = "export const endpoint = { method: 'GET', path: '/x' };";
const step = "export const step = { name: 'a-b' };";
const handler = 'export const handler = async () => {};';

describe('discovering functions', () => {
  test('adding a folder adds a function, and tells endpoints from steps', async () => {
    await write('get-x', endpoint + handler);
    await write('a-b', step + handler);
    await write('sweep', `export const schedule = { name: 'sweep' };${handler}`);
    await mkdir(join(folder, 'empty'));
    const { endpoints, steps } = await discoverFunctions(folder);
    expect(endpoints.map(({ name }) => name)).toEqual(['get-x']);
    expect(steps.map(({ name }) => name)).toEqual(['a-b']);
  });

  test.each([
    ['no handler', endpoint, /bad exports no handler/],
    ['neither endpoint nor step', handler, /bad must export either an endpoint, a step or a schedule/],
    ['both', endpoint + step + handler, /bad must export either an endpoint, a step or a schedule/],
  ])('a folder with %s is named', async (_what, source, message) => {
    await write('bad', source);
    await expect(discoverFunctions(folder)).rejects.toThrow(message);
  });

  test("this project's functions have distinct routes", async () => {
    const { endpoints } = await discoverFunctions();
    const routes = endpoints.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
    expect(routes).toContain('GET /health');
    expect(new Set(routes).size).toBe(routes.length);
  });
});
