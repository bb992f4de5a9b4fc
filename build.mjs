// @ts-check
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildPage } from './functions/console/build-page.ts';
import { bundleFunctions, functionNames } from './scripts/build/bundle-functions.ts';
import { bundleHosts, hosts } from './scripts/build/bundle-hosts.ts';
import { output } from './scripts/build/bundling.ts';
import { checkSizes } from './scripts/build/check-sizes.ts';
import { proveFunctions } from './scripts/build/prove-functions.ts';
import { watchSources } from './scripts/build/watch-sources.ts';

await buildAll().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

/** One bundle a function, the hosts' bundles, and the catalogue; with --watch, again whenever a source changes. */
async function buildAll() {
  await rm(output, { recursive: true, force: true });
  const reaches = await bundleFunctions(await functionNames());
  const pageSize = await buildPage(join(output, 'functions', 'console', 'public'));
  console.log(`page      console                  ${String(Math.ceil(pageSize / 1000)).padStart(5)} kB in gzip`);
  const functions = await proveFunctions(reaches);
  await writeFile(join(output, 'catalogue.json'), `${JSON.stringify({ functions }, undefined, 2)}\n`);
  await bundleHosts(functions);
  await checkSizes(functions, Object.keys(hosts));
  const folder = basename(output);
  console.log(`${functions.length} functions in ${folder}/functions, described by ${folder}/catalogue.json`);
  if (process.argv.includes('--watch')) await watchSources(functions);
}
