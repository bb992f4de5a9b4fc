import { defineConfig } from 'vitest/config';

/** The tests of the composed system: one is brought up for all of them, which leave it as they found it. */
export default defineConfig({
  test: {
    include: ['test/compose/*.test.ts'],
    env: { LOG_LEVEL: 'silent' },
    globalSetup: ['test/compose/bring-up.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 600_000,
  },
});
