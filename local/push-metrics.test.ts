import { afterEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../shared/telemetry/logger.ts';
import { pushMetrics } from './push-metrics.ts';

afterEach(() => vi.useRealTimers());

test('between two requests for a snapshot none is taken: what it tells of the time between them would be lost', async () => {
  vi.useFakeTimers();
  let taken = 0;
  const source = {
    declared: [],
    async next(final: boolean) {
      taken += 1;
      return { instance: 'a', sequence: taken, role: 'worker', final, text: '' };
    },
    restart() {},
  };
  const pushing = pushMetrics(source, async () => 'stored', silentLogger, 6);
  for (let count = 0; count < 5; count += 1) {
    await vi.advanceTimersByTimeAsync(5000);
    await pushing.pushNow();
  }
  expect(taken).toBe(1 + 5);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(taken).toBe(1 + 5 + 2);
  await pushing.close();
});
