import { expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';

test('a page that is opened beyond the limit of requests says that it waits, and shows the tasks as soon as it may read them', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole({ environment: { RATE_LIMIT_PER_MINUTE: '60' } });
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await system.post({ query: '人工智能在医疗领域的应用前景' });
  await page.goto(`${system.url}#/documents`);
  await page.getByText('实时').waitFor();
  for (let status = 200; status !== 429; ) status = (await fetch(`${system.api}/tasks`)).status;
  const refused = page.waitForResponse((response) => response.status() === 429);
  await page.goto(`${system.url}#/tasks`);
  await refused;
  const reason = page.getByText('请求过于频繁');
  await reason.waitFor();
  await page.locator('.task-row').waitFor({ timeout: 30_000 });
  await reason.waitFor({ state: 'detached', timeout: 30_000 });
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(faults).toEqual([]);
});
