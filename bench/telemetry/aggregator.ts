import { AggregatorRegistry } from 'prom-client';
import { createAggregator } from '../../shared/telemetry/aggregator.ts';
import { exposeSeries, mergeSnapshots } from '../../shared/telemetry/merge-snapshots.ts';
import { seriesIndex } from '../../shared/telemetry/series-index.ts';
import { readSnapshot } from '../../shared/telemetry/snapshot.ts';
import { noSamples } from '../bench.ts';
import { makeSnapshots } from './snapshots.ts';

const mostSeries = 20_000;
const repeats = 40;

/** CPU milliseconds of what the aggregator does, beside prom-client's for the same. Rejects where their values differ. */
export async function measureAggregator(rounds: number) {
  const { declared, snapshots } = await makeSnapshots();
  const index = seriesIndex(declared, mostSeries);
  const refuse = (why: string) => {
    throw new Error(`A series was refused: ${why}`);
  };
  const parsed = snapshots.map(({ json }) => JSON.parse(json));
  const ours = () =>
    exposeSeries(
      index,
      mergeSnapshots(
        snapshots.map(({ text }) => readSnapshot(text, index, refuse)),
        index.size,
      ),
    );
  const theirs = () => AggregatorRegistry.aggregate(parsed).metrics();
  expectSame(ours(), await theirs());

  const store = { load: async () => ({ instances: [], gone: '' }), keep: async () => {}, bury: async () => {} };
  const aggregator = await createAggregator({ metrics: declared, refuse }, store);
  let sequence = 0;
  const pushAll = async () => {
    sequence += 1;
    for (const [place, { text }] of snapshots.entries()) {
      const outcome = await aggregator.push({ instance: `${place}`, sequence, role: 'api', final: false, text });
      if (outcome !== 'stored') throw new Error(`A push was not taken: ${outcome}`);
    }
  };
  await pushAll();

  const [whole, push, scrape] = [noSamples(), noSamples(), noSamples()];
  for (let round = 0; round < rounds; round += 1) {
    whole.ours.push(await cpuOf(ours));
    whole.peer.push(await cpuOf(theirs));
    push.ours.push((await cpuOf(pushAll)) / snapshots.length);
    scrape.ours.push(await cpuOf(() => aggregator.expose()));
  }
  return { whole, push, scrape };
}

/** CPU milliseconds of this process for `work`, warmed up. */
async function cpuOf(work: () => unknown): Promise<number> {
  for (let time = 0; time < repeats / 4; time += 1) await work();
  const before = process.cpuUsage();
  for (let time = 0; time < repeats; time += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / repeats;
}

/** Each series with its value, whatever the order of labels and lines. */
const valuesOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)\{(.*)\} (.*)$/.exec(line) ?? [];
      return `${name} ${labels.split(',').sort().join()} ${value}`;
    })
    .sort();

function expectSame(ours: string, theirs: string): void {
  const others = valuesOf(theirs);
  const different = valuesOf(ours).find((line, place) => line !== others[place]);
  if (different !== undefined || others.length < 1000)
    throw new Error(`The merged values differ from prom-client's: ${different}, of ${others.length}`);
}
