import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ApiFunction, type StepFunction, sortFunctions } from './sort-functions.ts';

const functionsFolder = fileURLToPath(new URL('../functions/', import.meta.url));

/** Imports every `<folder>/index.ts` and tells endpoints from steps; in a bundle they are imported by name instead. */
export async function discoverFunctions(
  folder = functionsFolder,
): Promise<{ endpoints: ApiFunction[]; steps: StepFunction[] }> {
  const entries = await readdir(folder, { recursive: true });
  const names = entries.flatMap((entry) => /^([^/\\]+)[/\\]index\.ts$/.exec(entry)?.[1] ?? []).sort();
  const load = async (name: string) => ({
    name,
    exported: await import(pathToFileURL(join(folder, name, 'index.ts')).href),
  });
  return sortFunctions(await Promise.all(names.map(load)));
}
