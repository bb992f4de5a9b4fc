import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/lambda/*.test.ts'],
    env: { LOG_LEVEL: 'silent' },
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
