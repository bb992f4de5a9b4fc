import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('names end in _total for counters, and for nothing else', async () => {
  const text = await createMetrics().registry.metrics();
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type]) => ({ name, type }));
  expect(types.length).toBeGreaterThan(10);
  for (const { name, type } of types) expect(name.endsWith('_total'), `${type} ${name}`).toBe(type === 'counter');
});
