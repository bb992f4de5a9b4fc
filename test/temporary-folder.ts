import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

let folder = '';

/** Gives the tests of a run one folder for all that they make. */
export async function setup({ config }: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'tests-'));
  // Servers that tests start may be another user's.
  await chmod(folder, 0o755);
  config.env = { ...config.env, TMPDIR: folder };
}

/** Removes it, with whatever is left in it. */
export const teardown = (): Promise<void> => rm(folder, { recursive: true, force: true });
