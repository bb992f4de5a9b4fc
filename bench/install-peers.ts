import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './processes.ts';

/** Installs the peers that `bench/package-lock.json` pins, unless they are there. Says why, where that fails. */
export function whyNoPeers(): string | undefined {
  const folder = join(projectFolder, 'bench');
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs)
    return undefined;
  try {
    // On Windows npm is a script, which only a shell runs.
    execFileSync('npm', ['ci', '--prefix', folder], {
      cwd: folder,
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
    return undefined;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n').slice(1);
    return `peers not measured: npm ci --prefix bench failed (${reason ?? 'without a word'})`;
  }
}
