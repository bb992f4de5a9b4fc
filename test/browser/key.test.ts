import { expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';

const key = 'a-key-of-a-test-and-of-nothing-else';

test('where a key is needed it is asked for, a wrong one is refused, and the right one is kept for the session only', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole({ environment: { API_KEYS: `alice:${key}` } });
  const { page, context, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(system.url);
  const dialog = page.locator('dialog');
  await dialog.getByText('此服务器需要密钥').waitFor();
  for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key);
  await dialog.getByLabel('密钥').fill('another-key-that-is-wrong');
  await page.keyboard.press('Enter');
  await dialog.getByText('密钥被拒绝').waitFor();
  await dialog.getByLabel('密钥').fill(key);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('还没有任务').waitFor();
  await page.getByText('实时').waitFor();

  await page.reload();
  await page.getByText('还没有任务').waitFor();
  expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain(key);
  const other = await context.newPage();
  await other.goto(system.url);
  await other.locator('dialog').getByText('此服务器需要密钥').waitFor();
  expect(faults).toEqual([]);
});
