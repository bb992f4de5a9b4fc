import type { Page } from 'playwright-core';

/** The part of a trace event of Chromium that is read; times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  /** Of it, the time that the thread had a processor. */
  tdur?: number;
  args: { name?: string };
}

/**
 * The longest task of the page's main thread while `act` runs, as the browser's own tracing tells: in milliseconds by the clock,
 * and of processor time, which other programs do not lengthen.
 */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<{ clock: number; cpu: number }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own.');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => /RunTask$/.test(name) && main.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('The trace holds no task of the page.');
  return {
    clock: Math.max(...tasks.map(({ dur = 0 }) => dur / 1000)),
    cpu: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
  };
}
