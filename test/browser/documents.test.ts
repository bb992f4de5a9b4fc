import { expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';
import { trick } from './tricks.ts';

const sentence = '量子望远镜在二〇二五年第一次观测到了木卫二的极光现象。';

test('a document is dropped, found with its words marked, and cited word for word; deleted, it comes back', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole();
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(`${system.url}#/documents`);
  const files = await page.evaluateHandle(`(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([${JSON.stringify(`${sentence}${trick}`)}], '望远镜.md', { type: 'text/markdown' }));
    dropped.items.add(new File([new Uint8Array([0xff, 0xfe, 0])], '图.png', { type: 'image/png' }));
    return dropped;
  })()`);
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: files });
  await page.getByText('图.png 不是 UTF-8 文本').waitFor();
  const row = page.locator('.documents').getByText('望远镜.md');
  await row.waitFor();

  await page.getByRole('searchbox').fill('量子望远镜');
  await page.keyboard.press('Enter');
  await page.locator('.found mark', { hasText: '望远镜' }).first().waitFor();
  expect(await page.locator('.found').textContent()).toContain('<script>');
  await page.getByRole('button', { name: '删除：望远镜.md' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).click();
  await row.waitFor();

  await page.getByRole('link', { name: '任务' }).click();
  await page.getByLabel('想研究什么问题？').fill('量子望远镜观测到了什么？');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: '报告' }).getByText('木卫二的极光').first().waitFor();
  await page.locator('li, p', { hasText: '木卫二的极光' }).locator('button.cite').first().click();
  await page.locator('dialog').getByText('望远镜.md').waitFor();
  expect(await page.locator('dialog blockquote').allTextContents()).toContainEqual(
    expect.stringContaining('木卫二的极光'),
  );
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('a file that is refused is named, and the others that were dropped with it are added', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole();
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(`${system.url}#/documents`);
  const file = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.setInputFiles('.drop input', [file('甲.md', '第一篇。'), file('空.md', ''), file('乙.md', sentence)]);
  await page.getByText('空.md 未添加。The body is not valid: /content: Must hold some text.').waitFor();
  await page.getByText('已添加 2 篇文档').waitFor();
  for (const name of ['甲.md', '乙.md']) await page.locator('.documents').getByText(name).waitFor();
  expect(faults).toEqual([]);
});

test('of more documents than the API lists at once, the oldest is shown too', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole();
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  const documents = Array.from({ length: 110 }, (_, index) => ({ title: `第 ${index} 篇`, content: sentence }));
  for (const some of [documents.slice(0, 60), documents.slice(60)]) {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    await fetch(`${system.api}/documents`, { method: 'POST', headers, body: JSON.stringify(some) });
  }
  await page.goto(`${system.url}#/documents`);
  const rows = page.locator('.documents li');
  for (const count of [20, 60, 100]) {
    await expect.poll(() => rows.count()).toBe(count);
    await page.getByRole('button', { name: '显示更多' }).click();
  }
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(110);
  expect(faults).toEqual([]);
});
