import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environmentWithPath } from '../../shared/config.ts';

const folder = import.meta.dirname;
const project = join(folder, '../..');
const runtime = join(folder, 'runtime');
const installed = join(runtime, 'node_modules', '.package-lock.json');
const environment = environmentWithPath(dirname(process.execPath));

/** Installs the runtime client if its lockfile says something new, builds the bundles, and tests them under it. */
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(runtime, 'package-lock.json')).mtimeMs)
  // Its install script builds the client; the project's own packages run none.
  execFileSync('npm', ['ci', '--ignore-scripts=false'], { cwd: runtime, stdio: 'inherit', env: environment });
execFileSync(process.execPath, [join(project, 'build.mjs')], { stdio: 'inherit' });
const vitest = [join(project, 'node_modules/vitest/vitest.mjs'), 'run', '--config', join(folder, 'vitest.config.ts')];
process.exitCode = spawnSync(process.execPath, vitest, { cwd: project, stdio: 'inherit' }).status ?? 1;
