import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const checks = {
  Types: ['typescript/bin/tsc'],
  'Types of the console': ['typescript/bin/tsc', '--project', 'functions/console/page'],
  Style: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  'Unused code': ['knip/bin/knip.js'],
  Architecture: ['vitest/vitest.mjs', 'run', 'test/architecture'],
};

/** Runs every check, also after one has failed, and returns the names of those that have. */
function failing(): string[] {
  return Object.entries(checks)
    .filter(([name, [program = '', ...given]]) => {
      console.log(`\n== ${name}`);
      const file = join(import.meta.dirname, '../node_modules', program);
      return spawnSync(process.execPath, [file, ...given], { stdio: 'inherit' }).status !== 0;
    })
    .map(([name]) => name);
}

const failed = failing();
console.log(failed.length ? `\nFailed: ${failed.join(', ')}` : '\nEvery check passed.');
process.exitCode = failed.length ? 1 : 0;
