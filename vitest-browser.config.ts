import { defineConfig } from 'vitest/config';

/** The tests that look at the console in a browser: they need Chromium, and so run by themselves. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/temporary-folder.ts',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
