import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { testSwitch } from '../../shared/config.ts';

const project = join(import.meta.dirname, '../..');

/** Runs the tests of the composed system, where a Docker engine answers; without one they fail only if TEST_COMPOSE is set. */
if (engineAnswers()) {
  const vitest = [join(project, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/compose/vitest.config.ts'];
  const { status } = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], {
    cwd: project,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} else {
  process.stdout.write('Not tested: no Docker engine with Compose v2 answers (docker info, docker compose version).\n');
  if (testSwitch('TEST_COMPOSE')) process.exitCode = 1;
}

function engineAnswers(): boolean {
  try {
    for (const given of [['info'], ['compose', 'version']]) execFileSync('docker', given, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
