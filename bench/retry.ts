import { type Measure, toFigure } from './bench.ts';
import { once } from './burst.ts';
import type { Run } from './ours/agents.ts';
import { startHost } from './ours/start.ts';

/** How late the retries of failed steps start, after their delay. Once, not by rounds. */
export const measureRetry: Measure = async ({ server, log }) => {
  log('retry: 20 tasks that fail once');
  await using database = await server.lend();
  await using host = await startHost(database.url);
  await host.call('prepare');
  await host.call('work', { slots: 10 });
  await host.call('burst', { agent: 'flaky', inputs: Array(20).fill({}) });
  const due = new Map(
    (await host.call<{ taskId: string; due: number }[]>('retriesDue')).map((retry) => [retry.taskId, retry.due]),
  );
  const second = (await host.call<Run[]>('runs')).filter(({ attempt }) => attempt === 2);
  if (second.length !== 20) throw new Error(`20 steps had to be retried, ${second.length} were`);
  const late = second.map(({ taskId, startedAt }) => startedAt - (due.get(taskId) ?? Number.NaN));
  return [
    toFigure('retry', 'a retry starts after its delay, latest of 20', 'ms', once(Math.max(...late)), {
      target: { of: 'ours', is: 'at most', limit: 1500 },
    }),
  ];
};
