import { expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';

test('without a model a task says that it is degraded and why; a killed server leaves the page as it is, and the page goes on with the next', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole();
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(system.url);
  await page.getByLabel('想研究什么问题？').fill('人工智能在医疗领域的应用前景');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已降级：结果未达到最佳').waitFor();
  await page.getByText('OPENAI_API_KEY').first().waitFor();
  await page.goto(`${system.url}#/system`);
  await page.getByText('未设置任何密钥').waitFor();
  await page.goto(system.url);
  await page.locator('.task-row').first().waitFor();
  await system.kill();
  await page.getByText('与服务器的连接已断开').waitFor();
  expect(await page.locator('.task-row').count()).toBe(1);
  await system.start();
  await page.getByText('与服务器的连接已断开').waitFor({ state: 'detached' });
  await system.post({ query: '另一个问题' });
  await page.locator('.task-row', { hasText: '另一个问题' }).getByText('已降级').waitFor();
  expect(faults).toEqual([]);
});
