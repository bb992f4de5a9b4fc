import { expect, test } from 'vitest';
import { createExemplars } from './exemplars.ts';
import { Histogram } from './instruments.ts';
import { histogram } from './metric-declarations.ts';
import { childOf, withTrace } from './trace-context.ts';

const traced = (sampled: boolean, seed: string) => ({ ...childOf(undefined), trace_id: seed.repeat(32), sampled });

test('the last observation of each bucket leads to its trace, where that is recorded', () => {
  const took = new Histogram(histogram('took_seconds', 'Took.', [1, 5], ['kind']));
  for (const [trace, value] of [
    [traced(true, 'a'), 0.5],
    [traced(true, 'b'), 0.75],
    [traced(false, 'c'), 0.25],
    [traced(true, 'd'), 9],
  ] as const)
    withTrace(trace, () => took.observe({ kind: 'k"1' }, value));
  const exemplars = createExemplars();
  exemplars.read(took.exemplars());
  const text = 'took_seconds_bucket{kind="k\\"1",le="1"} 3\ntook_seconds_bucket{kind="k\\"1",le="+Inf"} 4\n';
  const lines = exemplars.addTo(text).split('\n');
  expect(lines[0]).toMatch(/ 3 # \{trace_id="b{32}"\} 0\.75 \d+(\.\d+)?$/);
  expect(lines[1]).toMatch(/ 4 # \{trace_id="d{32}"\} 9 \d+(\.\d+)?$/);
});

test('of two processes the later one counts, and what is no exemplar is left out', () => {
  const exemplars = createExemplars();
  const line = (trace: string, seconds: string) => `# EXEMPLAR a_bucket{le="1"} ${trace.repeat(32)} 0.5 ${seconds}\n`;
  exemplars.read(line('a', '20'));
  exemplars.read(line('b', '10'));
  exemplars.read(`${line('"} evil ', '30')}# EXEMPLAR a_total ${'c'.repeat(32)} 1 30\n`);
  expect(exemplars.addTo('# HELP c_total C.\n# TYPE c_total counter\nc_total 1\na_bucket{le="1"} 1\na_total 1\n')).toBe(
    '# HELP c C.\n# TYPE c counter\nc_total 1\n' +
      `a_bucket{le="1"} 1 # {trace_id="${'a'.repeat(32)}"} 0.5 20\na_total 1\n# EOF\n`,
  );
});
