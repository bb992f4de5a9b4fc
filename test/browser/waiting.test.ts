import { afterAll, beforeAll, expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';

let browser: Awaited<ReturnType<typeof lendBrowser>>;
let system: Awaited<ReturnType<typeof lendConsole>>;

beforeAll(async () => {
  browser = await lendBrowser();
  system = await lendConsole({
    environment: { WORKER_SLOTS: '1' },
    model: ({ prompt }) => (/等待 \w+。/.test(prompt) ? new Promise<never>(() => {}) : undefined),
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await browser[Symbol.asyncDispose]();
});

test('a task that failed says what happened and what to do', async () => {
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  // A task that waits for its model takes the slot, until the document that the next one needs is deleted.
  const waiting = await system.post({ query: '等待 x。' });
  await page.goto(`${system.url}#/tasks/${waiting}`);
  await page.locator('.task-title').getByText('进行中').waitFor();
  const { documents } = await send('/documents', { title: '表', content: '月,数\n1,1\n2,2\n3,3' });
  const document = documents?.[0]?.document_id;
  const input = { data_source: document, analysis_type: 'trend' };
  const id = await system.post({ query: '趋势如何？', agent_type: 'analysis', input });
  await page.goto(`${system.url}#/tasks/${id}`);
  await page.locator('.task-title').getByText('排队中').waitFor();
  await fetch(`${system.api}/documents/${document}`, { method: 'DELETE' });
  await send(`/tasks/${waiting}/cancel`);
  await page.getByText('任务所指的内容').waitFor();
  await page.locator('.task-title').getByText('失败').waitFor();
  await page.getByText(`there is no document ${document}`).first().waitFor();
  await page.locator('.lane summary').first().click();
  await page.locator('.lane[open] .attempt-error').waitFor();
  await page.getByRole('button', { name: '再次运行' }).click();
  await page.locator('.toast', { hasText: /^\p{Script=Han}.*there is no document/u }).waitFor();
  expect(faults).toEqual([]);
});

test('a long list is read page by page, filtered, and what waits in it cancelled', async () => {
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await postMany(60);
  await page.goto(system.url);
  const row = (number: number) => page.locator('.task-row', { hasText: `等待 ${number}。` });
  await row(59).waitFor();
  const more = page.getByRole('button', { name: '显示更多' });
  await more.click();
  await more.waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  await row(0).waitFor();
  await page.keyboard.press('Home');
  await row(59).getByRole('button', { name: /^取消/ }).click();
  await row(59).getByText('已取消').waitFor();
  await page.getByLabel('状态').selectOption({ label: '已取消' });
  await row(58).waitFor({ state: 'detached' });
  await row(59).waitFor();
  await page.getByLabel('状态').selectOption({ label: '已完成' });
  await row(59).waitFor({ state: 'detached' });
  await page.getByLabel('状态').selectOption({ label: '排队中' });
  await page.getByLabel('智能体').last().selectOption('analysis');
  await page.getByText('没有符合筛选条件的任务').waitFor();
  expect(faults).toEqual([]);
});

test('a page of the list that comes after another filter was chosen is not mixed into it', async () => {
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await postMany(60);
  const late = Promise.withResolvers<void>();
  await page.route(/cursor=/, async (route) => {
    await late.promise;
    await route.continue();
  });
  await page.goto(system.url);
  await page.getByRole('button', { name: '显示更多' }).click();
  await page.getByLabel('状态').selectOption({ label: '已完成' });
  await page.getByText('没有符合筛选条件的任务').waitFor();
  const answered = page.waitForResponse(/cursor=/);
  late.resolve();
  await (await answered).finished();
  await page.waitForTimeout(300);
  expect(await page.locator('.task-row').count()).toBe(0);
  expect(faults).toEqual([]);
});

/** Asks for so many tasks whose model never answers. */
async function postMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) ids.push(await system.post({ query: `等待 ${number}。` }));
  return ids;
}

async function send(path: string, body: object = {}): Promise<{ documents?: { document_id: string }[] }> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const response = await fetch(system.api + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { documents?: { document_id: string }[] };
}
