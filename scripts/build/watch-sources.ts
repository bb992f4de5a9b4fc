import { relative } from 'node:path';
import { type BuildOptions, context, type Plugin } from 'esbuild';
import { functionBundling } from './bundle-functions.ts';
import { hostBundling, hosts } from './bundle-hosts.ts';
import { project } from './bundling.ts';
import type { CatalogueEntry } from './prove-functions.ts';

/** Builds again whatever a changed source is part of, until the process ends; new folders need a new start. */
export async function watchSources(functions: CatalogueEntry[]): Promise<void> {
  const all: [string, BuildOptions][] = [
    ...functions.map(({ name }): [string, BuildOptions] => [`functions/${name}`, functionBundling(name)]),
    ...Object.keys(hosts).map((host): [string, BuildOptions] => [`local/${host}`, hostBundling(host, functions)]),
  ];
  for (const [name, options] of all) {
    const watched = await context({ ...options, plugins: [...(options.plugins ?? []), told(name)] });
    await watched.watch();
  }
  console.log('Watching; Ctrl+C ends it.');
}

/** Says when a bundle was built again, or why it was not. */
function told(name: string): Plugin {
  let builds = 0;
  return {
    name: 'told',
    setup(bundler) {
      bundler.onEnd(({ errors }) => {
        builds += 1;
        for (const { text, location } of errors)
          console.error(`${name}: ${location ? `${relative(project, location.file)}:${location.line}: ` : ''}${text}`);
        if (!errors.length && builds > 1) console.log(`${name} is built again`);
      });
    },
  };
}
