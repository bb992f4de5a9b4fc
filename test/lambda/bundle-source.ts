import { join } from 'node:path';
import { build } from 'esbuild';

const commonJs = "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);";

/** Bundles the source of a function of the tests into `folder`, as the build bundles the project's. */
export async function bundleSource(contents: string, folder: string): Promise<void> {
  const stdin = { contents, resolveDir: join(import.meta.dirname, '../..'), loader: 'ts' as const };
  const external = ['redis', '@electric-sql/pglite'];
  const outfile = join(folder, 'index.mjs');
  await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', external, banner: { js: commonJs } });
}

/** The source of one of the contract's functions. */
export const contractSource = (name: string): string => `
  import { contractFunctions } from './shared/testing/contract-endpoints.ts';
  export const handler = contractFunctions.find(({ name }) => name === '${name}').handler;`;
