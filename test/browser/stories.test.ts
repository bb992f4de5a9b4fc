import { afterAll, beforeAll, expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';

let browser: Awaited<ReturnType<typeof lendBrowser>>;
let system: Awaited<ReturnType<typeof lendConsole>>;
const chinese = { locale: 'zh-CN' };
const trick = '<script>alert(1)</script><img src=x onerror=alert(2)> [click](javascript:alert(3))';

beforeAll(async () => {
  browser = await lendBrowser();
  system = await lendConsole({
    model: true,
    chat: ({ prompt }) => (prompt.includes('等待') ? new Promise<never>(() => {}) : `**好的** ${trick}`),
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await browser[Symbol.asyncDispose]();
});

test('in Chinese: ask for a report, watch its steps, read what it cites word for word', async () => {
  const { page, faults } = await browser.open(chinese);
  await page.goto(system.url);
  await page.getByLabel('想研究什么问题？').fill(`人工智能怎样用于医学影像？${trick}`);
  await page.getByRole('button', { name: '开始任务' }).click();
  await page.getByRole('region', { name: '报告' }).waitFor();
  expect(await page.locator('.lane').count()).toBeGreaterThanOrEqual(5);
  expect(await page.locator('h1').textContent()).toContain(trick);
  await page.locator('button.cite').first().click();
  const quote = await page.locator('dialog blockquote').first().textContent();
  expect(quote?.length).toBeGreaterThan(5);
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('in English, with the keyboard alone', async () => {
  const { page, faults } = await browser.open({ locale: 'en-US' });
  await page.goto(system.url);
  await page.getByText('Live').waitFor();
  const tabTo = async (name: string) => {
    for (let tries = 0; tries < 40; tries += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string | undefined>(
        "document.activeElement?.closest('label')?.textContent ?? document.activeElement?.textContent",
      );
      if (focused?.includes(name)) return;
    }
    throw new Error(`no key leads to ${name}`);
  };
  await tabTo('What should be worked out?');
  await page.keyboard.type('What are the risks of AI in medicine?');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Report' }).waitFor();
  await tabTo('research-plan');
  await page.keyboard.press('Enter');
  await page.locator('.lane[open]').getByText('Attempt 1: completed').waitFor();
  await page
    .locator('.lane[open] .calls')
    .getByText(/^openai /)
    .waitFor();
  await page
    .locator('.lane[open] .calls')
    .getByText(/→ \d+ tokens/)
    .waitFor();
  await tabTo('[1]');
  await page.keyboard.press('Enter');
  await page.getByText('word for word').waitFor();
  expect(faults).toEqual([]);
});

test('a document is dropped, found with its words marked, and its markup stays text; deleted, it comes back', async () => {
  const { page, faults } = await browser.open(chinese);
  await page.goto(`${system.url}#/documents`);
  const buffer = Buffer.from(`量子望远镜观测到了极光现象。${trick}`);
  await page.locator('input[type=file]').setInputFiles({ name: '望远镜.md', mimeType: 'text/markdown', buffer });
  await page.locator('.documents').getByText('望远镜.md').waitFor();
  await page.getByRole('searchbox').fill('量子望远镜');
  await page.keyboard.press('Enter');
  await page.locator('.found mark').first().waitFor();
  expect(await page.locator('.found').textContent()).toContain('<script>');
  await page.getByRole('button', { name: '删除：望远镜.md' }).click();
  await page.locator('.documents').getByText('望远镜.md').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).click();
  await page.locator('.documents').getByText('望远镜.md').waitFor();
  expect(faults).toEqual([]);
});

test('a chat is streamed and says who replied; stopped, it says so, and is kept', async () => {
  const { page, faults } = await browser.open(chinese);
  await page.goto(`${system.url}#/chat`);
  await page.getByLabel('消息').fill('你好');
  await page.keyboard.press('Enter');
  await page.locator('.message.assistant strong', { hasText: '好的' }).waitFor();
  await page.getByText(/openai · /).waitFor();
  expect(await page.locator('.message.assistant').textContent()).toContain('<script>');
  await page.getByLabel('消息').fill('等待');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '停止' }).click();
  await page.getByText('已中断').waitFor();
  await page.reload();
  await page.locator('.message.user', { hasText: '等待' }).waitFor();
  expect(faults).toEqual([]);
});

test('a failed task says what happened and what to do', async () => {
  const { page } = await browser.open(chinese);
  const posted = await fetch(`${system.api}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ query: '会失败' }),
  });
  const { task_id } = (await posted.json()) as { task_id: string };
  // A step fails for good after minutes only; what the API then says is put into its answer.
  await page.route(`**/tasks/${task_id}`, async (route) => {
    const answer = await (await route.fetch()).json();
    const error = { code: 'step_timeout', message: 'No end within 600 s', step: 'research-plan' };
    await route.fulfill({ json: { ...answer, status: 'failed', result: null, error } });
  });
  await page.goto(`${system.url}#/tasks/${task_id}`);
  await page.getByText('某个步骤超出了时限').waitFor();
  await page.getByText('No end within 600 s').waitFor();
});
