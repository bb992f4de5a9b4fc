import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { type Measure, noSamples, type Samples, toFigure } from './bench.ts';
import { longestTask } from './longest-task.ts';
import { startApi } from './ours/start.ts';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const listed = 1_000;
const changed = 300;
const target = { of: 'ours', is: 'at most', limit: 50 } as const;

/** (console) The longest task of the browser's main thread while a list of 1,000 tasks is scrolled, and while it changes. */
export const measureConsole: Measure = async ({ server, options, log }) => {
  const program = programs.find((path) => existsSync(path));
  const [scrolled, updated, scrolledCpu, updatedCpu] = [noSamples(), noSamples(), noSamples(), noSamples()];
  const figure = (what: string, samples: Samples, note: string | null) =>
    toFigure('console', `${what}, longest task`, 'ms', samples, { target, note });
  const figures = (note: string | null) => [
    figure(`${listed} tasks scrolled`, scrolled, note),
    figure('… of processor time', scrolledCpu, note),
    figure(`${changed} of ${listed} listed tasks change`, updated, note),
    figure('… of processor time', updatedCpu, note),
  ];
  if (!program) return figures('Chromium is missing: apt-get install chromium');
  await using stack = new AsyncDisposableStack();
  const api = stack.use(await startApi(stack.use(await server.lend()).url));
  const url = `http://127.0.0.1:${api.port}`;
  for (let made = 0; made < listed; made += 50)
    await Promise.all(Array.from({ length: 50 }, () => post(url, '/tasks')));
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  stack.defer(() => browser.close());
  for (let round = 1; round <= options.rounds; round += 1) {
    log(`console: round ${round}`);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await showAll(page, `${url}/console/`);
    const scrolling = await longestTask(page, () => scroll(page));
    scrolled.ours.push(scrolling.clock);
    scrolledCpu.ours.push(scrolling.cpu);
    const changing = await longestTask(page, () => change(page, url));
    updated.ours.push(changing.clock);
    updatedCpu.ours.push(changing.cpu);
    await page.close();
  }
  return figures(null);
};

/** Opens the list, and lets it grow to its whole length. */
async function showAll(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.task-row').first().waitFor();
  const more = page.locator('button.more');
  while (await more.isVisible()) {
    await more.click();
    await page.locator('button.more:disabled').waitFor({ state: 'detached' });
  }
}

/** From the top to the end by the wheel, and back at once. */
async function scroll(page: Page): Promise<void> {
  await page.mouse.move(600, 600);
  await page.evaluate('scrollTo(0, 0)');
  for (let turn = 0; turn < 120; turn += 1) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(16);
  }
  await page.evaluate('scrollTo(0, 0)');
  await page.locator('.task-row').first().waitFor();
}

/** A third of the changes are new tasks, the others cancel what is there; ends when the page shows the last of them. */
async function change(page: Page, url: string): Promise<void> {
  const { items } = (await (await fetch(`${url}/tasks?status=queued&limit=100`)).json()) as {
    items: { task_id: string }[];
  };
  const cancelled = items.map(
    ({ task_id }) =>
      () =>
        post(url, `/tasks/${task_id}/cancel`),
  );
  const made = Array.from({ length: changed - cancelled.length }, () => () => post(url, '/tasks'));
  const all = [...cancelled, ...made];
  for (let begun = 0; begun < all.length; begun += 10)
    await Promise.all(all.slice(begun, begun + 10).map((send) => send()));
  const query = `last ${Date.now()}`;
  await post(url, '/tasks', query);
  await page.locator('.task-row', { hasText: query }).waitFor();
}

async function post(url: string, path: string, query = '人工智能在医疗领域的应用前景'): Promise<void> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    ...(path === '/tasks' && { body: JSON.stringify({ query }) }),
  });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  await response.body?.cancel();
}
