import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from './find-violations.ts';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';

let browser: Awaited<ReturnType<typeof lendBrowser>>;
let system: Awaited<ReturnType<typeof lendConsole>>;
let task = '';

beforeAll(async () => {
  browser = await lendBrowser();
  system = await lendConsole();
  const posted = await fetch(`${system.api}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', prefer: 'wait=30' },
    body: JSON.stringify({ query: '人工智能在医疗领域的应用前景' }),
  });
  task = ((await posted.json()) as { task_id: string }).task_id;
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await browser[Symbol.asyncDispose]();
});

test.each([
  ['tasks', '.task-row'],
  ['tasks/ID', '.prose'],
  ['chat', 'textarea'],
  ['documents', '.documents'],
  ['system', 'figure'],
])('nothing on #/%s is hard to use, in light and dark, and nothing is wider than a phone', async (path, ready) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await browser.open({ colorScheme, locale: 'zh-CN' });
    await page.goto(`${system.url}#/${path.replace('ID', task)}`);
    await page.locator(ready).first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await context.close();
  }
});
