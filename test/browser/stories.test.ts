import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';
import { tellMainStory } from './tell-main-story.ts';

let browser: Awaited<ReturnType<typeof lendBrowser>>;
let system: Awaited<ReturnType<typeof lendConsole>>;

beforeAll(async () => {
  browser = await lendBrowser();
  system = await lendConsole({ model: () => undefined });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await browser[Symbol.asyncDispose]();
});

test('in Chinese: ask for a report, watch its steps, read what it cites word for word', async () => {
  await tellMainStory(await browser.open({ locale: 'zh-CN' }), system.url);
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

test('a report is downloaded, its task shown as JSON, and its request copied as a command that works', async () => {
  const { page, context } = await browser.open({ locale: 'zh-CN' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const query = '医学影像：it\'s "quoted" $HOME';
  const id = await system.post({ query });
  await page.goto(`${system.url}#/tasks/${id}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 .md' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^医学影像.*\.md$/);
  expect(await readFile(await download.path(), 'utf8')).toContain('[1]');

  await page.getByRole('button', { name: '原始 JSON' }).click();
  expect(JSON.parse((await page.locator('dialog pre').textContent()) ?? '')).toMatchObject({ task_id: id, query });
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: '复制为 curl' }).click();
  await page.getByText('已复制').waitFor();
  const command = await page.evaluate<string>('navigator.clipboard.readText()');
  const accepted = JSON.parse(execFileSync('bash', ['-c', command], { encoding: 'utf8' })) as { task_id: string };
  const again = await (await fetch(`${system.api}/tasks/${accepted.task_id}`)).json();
  expect(again).toMatchObject({ query });
  await page.getByRole('button', { name: '复制为 PowerShell' }).click();
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toMatch(/^Invoke-RestMethod /);
});

test('a table is analysed; the model’s calls stand in the timeline with tokens and cost', async () => {
  const { page, faults } = await browser.open({ locale: 'en-US' });
  await page.goto(system.url);
  await page.getByRole('combobox', { name: 'Agent' }).first().selectOption('analysis');
  await page.getByLabel('What should be worked out?').fill('What is the trend?');
  await page
    .getByRole('textbox', { name: 'Data' })
    .fill('month,sales\n2024-01,100\n2024-02,120\n2024-03,135\n2024-04,150');
  await page.getByRole('combobox', { name: 'Analysis' }).selectOption('trend');
  await page.getByRole('button', { name: 'Start task' }).click();
  await page.getByRole('region', { name: 'Report' }).waitFor();
  await page.getByText('analysis-explain', { exact: true }).click();
  await page
    .locator('.lane[open] .calls')
    .getByText(/^openai /)
    .first()
    .waitFor();
  await page.goto(`${system.url}#/system`);
  await page.getByRole('figure', { name: 'Cost a day' }).waitFor();
  expect(faults).toEqual([]);
});

test('a question that is too long is kept whole, and says so until it is shorter', async () => {
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(system.url);
  const question = page.getByLabel('想研究什么问题？');
  await question.focus();
  await page.keyboard.insertText('问'.repeat(8000));
  await page.getByText('当前 8000 个字符，问题最多 4000 个').waitFor();
  expect(await page.getByRole('button', { name: '开始任务' }).isDisabled()).toBe(true);
  await question.fill('人工智能怎样用于医学影像？');
  await page.keyboard.press('Control+Enter');
  await page.locator('.task-title').waitFor();
  expect(faults).toEqual([]);
});
