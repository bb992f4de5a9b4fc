import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Files that a function reads at run time, carried beside the bundle that it is in. */
const carried: Record<string, string[]> = {
  docs: ['package.json', 'swagger-ui.css', 'swagger-ui-bundle.js'].map((file) => `swagger-ui-dist/${file}`),
};

/** Copies what the functions of these names read at run time into a bundle's folder. */
export async function carryFiles(names: string[], folder: string): Promise<void> {
  for (const file of names.flatMap((name) => carried[name] ?? [])) {
    const target = join(folder, 'node_modules', file);
    await mkdir(dirname(target), { recursive: true });
    await cp(createRequire(import.meta.url).resolve(file), target);
  }
}
