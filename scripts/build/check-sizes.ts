import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './bundling.ts';
import type { CatalogueEntry } from './prove-functions.ts';

/** Largest bundle of each kind, in bytes: more means that something came along that the function does not use. */
const budgets = { endpoint: 400_000, step: 500_000, schedule: 1_300_000, host: 4_500_000 };
/** Functions whose job is a framework's, and endpoints that call models as steps do. */
const ownBudgets: Record<string, number> = {
  docs: 1_000_000,
  console: 1_000_000,
  chat: budgets.step,
  analysis: budgets.step,
};

/** Prints every bundle's size; throws an Error that names those over their budget. */
export async function checkSizes(functions: CatalogueEntry[], hosts: string[]): Promise<void> {
  const bundles = [
    ...functions.map(({ name, kind }) => ({ name, kind, folder: `functions/${name}` })),
    ...hosts.map((name) => ({ name, kind: 'host' as const, folder: `local/${name}` })),
  ];
  const tooBig: string[] = [];
  for (const { name, kind, folder } of bundles) {
    const size = await (kind === 'host'
      ? sizeOfScripts(join(output, folder))
      : sizeOf(join(output, folder, 'index.mjs')));
    const budget = (kind === 'host' ? undefined : ownBudgets[name]) ?? budgets[kind];
    console.log(`${kind.padEnd(8)}  ${name.padEnd(24)} ${String(Math.ceil(size / 1000)).padStart(5)} kB`);
    if (size > budget) tooBig.push(`${name} has ${size} bytes, more than its ${budget}`);
  }
  if (tooBig.length > 0) throw new Error(tooBig.join('\n'));
}

const sizeOf = async (file: string): Promise<number> => (await stat(file)).size;

/** A host's entry and its parts together; what it carries for others to read does not count. */
async function sizeOfScripts(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /^(parts[\\/])?[^\\/]+\.mjs$/.test(file));
  const sizes = await Promise.all(files.map((file) => sizeOf(join(folder, file))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
