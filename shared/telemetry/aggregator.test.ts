import { expect, test } from 'vitest';
import { type Aggregator, type CountStore, createAggregator, type KeptCounts, type Push } from './aggregator.ts';
import { counter, gauge, histogram } from './metric-declarations.ts';

const declared = [
  counter('jobs_total', 'Jobs.', ['kind', 'how']),
  gauge('busy', 'Busy.', 'sum'),
  gauge('lag', 'Lag.', 'max', ['of']),
  gauge('least', 'Least.', 'min'),
  gauge('version', 'Version.', 'last'),
  histogram('took_seconds', 'Took.', [1, 5], ['kind']),
];

/** Keeps counts in memory, across aggregators. */
function memoryStore(): CountStore {
  const instances = new Map<string, KeptCounts>();
  let gone = '';
  return {
    load: async () => ({ instances: [...instances.values()], gone }),
    keep: async (counts) => void instances.set(counts.instance, counts),
    async bury(instance, counts) {
      instances.set(instance, { ...(instances.get(instance) as KeptCounts), counts: null });
      gone = counts;
    },
  };
}

/** An aggregator whose clock stands still until it is put forward, and which can be started again. */
async function lendAggregator() {
  const store = memoryStore();
  const refused: string[] = [];
  let seconds = 0;
  const options = { metrics: declared, refuse: (why: string) => void refused.push(why), now: () => seconds * 1000 };
  let aggregator = await createAggregator(options, store);
  const sequences = new Map<string, number>();
  return {
    refused,
    sleep: (more: number) => {
      seconds += more;
    },
    async restart() {
      aggregator = await createAggregator(options, store);
    },
    push(instance: string, text: string, more: Partial<Push> = {}) {
      const sequence = (sequences.get(instance) ?? 0) + 1;
      sequences.set(instance, sequence);
      return aggregator.push({ instance, sequence, role: 'worker', final: false, text, ...more });
    },
    value: (id: string) => valueIn(aggregator, id),
    text: () => aggregator.expose(),
  };
}

const valueIn = (aggregator: Aggregator, id: string): number | undefined => {
  const line = aggregator
    .expose()
    .split('\n')
    .find((one) => one.startsWith(`${id} `));
  return line === undefined ? undefined : Number(line.slice(id.length + 1));
};

const jobs = 'jobs_total{kind="a",how="ok"}';

test('counters and histograms are summed, gauges follow their rule, whatever the order of labels', async () => {
  const lent = await lendAggregator();
  await lent.push(
    'one',
    `# TYPE busy gauge\n${jobs} 3\nbusy 1\nlag{of="x"} 7\nleast 4\nversion 1\ntook_seconds_bucket{le="1",kind="a"} 1\ntook_seconds_sum{kind="a"} 0.5\n`,
  );
  await lent.push(
    'two',
    'jobs_total{how="ok",kind="a"} 4\nbusy 2\nlag{of="x"} 5\nleast 3\nversion 2\ntook_seconds_bucket{kind="a",le="1"} 2\ntook_seconds_sum{kind="a"} 0.25',
  );
  expect(lent.value(jobs)).toBe(7);
  expect(lent.value('busy')).toBe(3);
  expect(lent.value('lag{of="x"}')).toBe(7);
  expect(lent.value('least')).toBe(3);
  expect(lent.value('version')).toBe(2);
  expect(lent.value('took_seconds_bucket{kind="a",le="1"}')).toBe(3);
  expect(lent.value('took_seconds_sum{kind="a"}')).toBe(0.75);
  expect(lent.value('multi_agent_processes{role="worker"}')).toBe(2);
  expect(lent.text()).toContain('# HELP jobs_total Jobs.\n# TYPE jobs_total counter\n');
});

test('a push that is lost, doubled or late changes nothing in the end', async () => {
  const lent = await lendAggregator();
  await lent.push('one', `${jobs} 1`);
  await lent.push('one', `${jobs} 5`);
  expect(await lent.push('one', `${jobs} 5`, { sequence: 2 })).toBe('old');
  expect(await lent.push('one', `${jobs} 1`, { sequence: 1 })).toBe('old');
  expect(lent.value(jobs)).toBe(5);
  await lent.push('one', `${jobs} 9`, { sequence: 7 });
  expect(lent.value(jobs)).toBe(9);
});

test('the counts of a process that is gone stay, its gauges go, also when the aggregator starts again', async () => {
  const lent = await lendAggregator();
  await lent.push('killed', `${jobs} 3\nbusy 1\ntook_seconds_count{kind="a"} 3`);
  await lent.push('ended', `${jobs} 4\nbusy 1`, { final: true });
  await lent.push('alive', `${jobs} 5\nbusy 1`);
  expect(lent.value('busy')).toBe(2);
  lent.sleep(31);
  await lent.push('alive', `${jobs} 6\nbusy 1`);
  expect(lent.value('busy')).toBe(1);
  expect(lent.value(jobs)).toBe(13);
  await lent.restart();
  expect(lent.value(jobs)).toBe(13);
  expect(lent.value('took_seconds_count{kind="a"}')).toBe(3);
  expect(lent.value('busy')).toBeUndefined();
  await lent.push('alive', `${jobs} 7\nbusy 1`);
  expect(lent.value(jobs)).toBe(14);
  expect(lent.value('busy')).toBe(1);
});

test('a process that was silent for a day is buried, and told to count anew if it comes back; nothing counts twice', async () => {
  const lent = await lendAggregator();
  await lent.push('silent', `${jobs} 3`);
  lent.sleep(24 * 3600);
  await lent.push('new', `${jobs} 4`);
  expect(lent.value(jobs)).toBe(7);
  expect(await lent.push('silent', `${jobs} 8`)).toBe('closed');
  await lent.restart();
  expect(await lent.push('silent', `${jobs} 8`)).toBe('closed');
  expect(lent.value(jobs)).toBe(7);
});

test('of more processes than can be kept the silent ones are buried, and while none is silent new ones wait', async () => {
  const lent = await lendAggregator();
  for (let number = 0; number < 500; number += 1) await lent.push(`p${number}`, `${jobs} 1`);
  expect(await lent.push('late', `${jobs} 1`)).toBe('full');
  lent.sleep(31);
  await lent.push('p1', `${jobs} 2`);
  expect(await lent.push('late', `${jobs} 1`)).toBe('stored');
  expect(lent.value(jobs)).toBe(502);
  expect(await lent.push('p1', `${jobs} 3`)).toBe('stored');
});

test.each([
  ['unknown_metric', 'other_total 1'],
  ['unknown_metric', 'constructor 1'],
  ['unknown_label', 'busy{who="me"} 1'],
  ['unknown_label', 'jobs_total{le="1"} 1'],
  ['long_label', `jobs_total{kind="${'x'.repeat(129)}"} 1`],
  ['malformed', 'jobs_total{kind="a} 1'],
  ['malformed', 'jobs_total{kind="a"}\n evil 1'],
  ['malformed', 'jobs_total{kind="a",kind="b"} 1'],
  ['malformed', 'jobs_total one'],
  ['malformed', 'jobs_total'],
])('what nobody declared is refused (%s) and the rest taken: %s', async (why, line) => {
  const lent = await lendAggregator();
  expect(await lent.push('one', `${line}\n${jobs} 1`)).toBe('stored');
  expect(lent.refused[0]).toBe(why);
  expect(lent.value(jobs)).toBe(1);
  expect(lent.value('multi_agent_metrics_series')).toBe(1);
});

test('a count that is no number is refused: it would stay in the sum for good, beyond the process that sent it', async () => {
  const lent = await lendAggregator();
  await lent.push('a', 'jobs_total{kind="x",how="y"} 2');
  for (const value of ['NaN', '+Inf', '-1']) await lent.push('b', `jobs_total{kind="x",how="y"} ${value}\nbusy -1`);
  expect(lent.refused).toEqual(['malformed', 'malformed', 'malformed']);
  expect(lent.value('jobs_total{kind="x",how="y"}')).toBe(2);
  expect(lent.value('busy')).toBe(-1);
});

test('endless values of a label end at a limit', async () => {
  const lent = await lendAggregator();
  for (let process = 0; process < 6; process += 1) {
    const lines = Array.from({ length: 6000 }, (_, number) => `lag{of="${process}-${number}"} 1`);
    await lent.push(`p${process}`, lines.join('\n'));
  }
  expect(lent.value('multi_agent_metrics_series')).toBe(20_000);
  expect(new Set(lent.refused)).toEqual(new Set(['too_many']));
});

test('a sum does not fall by its last digits, whoever pushes when, goes, or starts the aggregator again', async () => {
  const lent = await lendAggregator();
  const sum = 'took_seconds_sum{kind="a"}';
  const push = (instance: string, value: number) => lent.push(instance, `${sum} ${value}`);
  for (const [instance, value] of [
    ['a', 0.1],
    ['b', 0.2],
    ['c', 0.3],
  ] as const)
    await push(instance, value);
  expect(lent.value(sum)).toBe(0.1 + 0.2 + 0.3);
  for (const [instance, value] of [
    ['c', 0.3],
    ['b', 0.2],
    ['a', 0.1],
  ] as const)
    await push(instance, value);
  expect(0.3 + 0.2 + 0.1).toBeLessThan(0.1 + 0.2 + 0.3);
  expect(lent.value(sum)).toBe(0.1 + 0.2 + 0.3);
  await lent.restart();
  expect(lent.value(sum)).toBe(0.1 + 0.2 + 0.3);
  lent.sleep(25 * 3600);
  await push('b', 0.2);
  await push('new', 0);
  expect(lent.value(sum)).toBe(0.1 + 0.2 + 0.3);
});
