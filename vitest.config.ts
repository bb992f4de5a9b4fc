import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Every variable that the system reads, empty, so that neither the machine's nor `.env` reaches a test. */
const quiet = Object.fromEntries(
  [...readFileSync(new URL('.env.example', import.meta.url), 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(
    ([, name = '']) => [name, ''],
  ),
);

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/browser/**', 'test/lambda/**', 'test/compose/**'],
    globalSetup: 'test/temporary-folder.ts',
    env: { ...quiet, LOG_LEVEL: 'silent' },
    // Much of the time tests wait, for processes of their own or for what must not happen.
    maxWorkers: '100%',
    // The first PGlite of a process takes seconds, more on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
