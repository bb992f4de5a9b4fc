import { expect } from 'vitest';
import type { lendBrowser } from './lend-browser.ts';
import { trick } from './tricks.ts';

type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof lendBrowser>>['open']>>;

/** In Chinese: asks for a report at the console's address, watches its steps, and reads what it cites word for word. */
export async function tellMainStory({ page, faults }: Opened, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('想研究什么问题？').fill(`人工智能怎样用于医学影像？${trick}`);
  await page.getByRole('button', { name: '开始任务' }).click();
  await page.getByRole('region', { name: '报告' }).waitFor();
  await page.locator('.lane', { hasText: 'research-report' }).locator('.badge', { hasText: '已完成' }).waitFor();
  expect(await page.locator('.lane').count()).toBeGreaterThanOrEqual(4);
  expect(await page.locator('h1').textContent()).toContain(trick);
  await page.locator('button.cite').first().click();
  const quote = await page.locator('dialog blockquote').first().textContent();
  expect(quote?.length).toBeGreaterThan(5);
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(faults).toEqual([]);
}
