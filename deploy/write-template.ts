import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { SetupError } from '../shared/errors.ts';
import { readCatalogue } from './catalogue.ts';
import { project } from './deploy-options.ts';
import { makeTemplate } from './make-template.ts';
import { runProgram } from './run-program.ts';

const file = join(project, 'deploy/template.yaml');

/** Writes the template that the last build's catalogue gives; with --check, says whether it is the one that is there. */
await runProgram(async () => {
  const made = stringify(makeTemplate(await readCatalogue(join(project, 'dist'))), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  const text = `# Made from the catalogue of the build: npm run build && npm run template\n${made}`;
  if (!process.argv.includes('--check')) return writeFile(file, text);
  if ((await readFile(file, 'utf8')) !== text)
    throw new SetupError('deploy/template.yaml is not what the build gives. Run npm run build && npm run template.');
});
