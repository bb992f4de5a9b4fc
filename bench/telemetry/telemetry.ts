import { type Measure, toFigure } from '../bench.ts';
import { measureAggregator } from './aggregator.ts';
import { measureRequests } from './requests.ts';

/** (e) What it costs to measure: on the path of requests, and in the aggregator. */
export const measureTelemetry: Measure = async (bench) => {
  bench.log('e: the aggregator');
  const { whole, push, scrape } = await measureAggregator(bench.options.rounds);
  const requests = await measureRequests(bench);
  const atMost = (limit: number) => ({ of: 'ratio', is: 'at most', limit }) as const;
  return [
    toFigure('e', 'CPU a POST /tasks, instrumented', 'µs', requests.samples, {
      peerName: 'not instrumented',
      target: atMost(1.05),
      note: requests.note,
    }),
    toFigure('e', 'parse, merge, render 10 × 1,000 series, CPU', 'ms', whole, {
      peerName: 'AggregatorRegistry',
      target: { ...atMost(1), stretch: 0.3 },
    }),
    toFigure('e', 'aggregator, a push of 1,000 series, CPU', 'ms', push, {}),
    toFigure('e', 'aggregator, a scrape of 10 × 1,000 series, CPU', 'ms', scrape, {}),
  ];
};
