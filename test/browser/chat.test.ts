import { expect, test } from 'vitest';
import { beginStream, lendFaultyProvider } from '../../shared/testing/lend-faulty-provider.ts';
import { lendBrowser } from './lend-browser.ts';
import { isChat, lendConsole } from './lend-console.ts';
import { trick } from './tricks.ts';

test('a reply is shown as it comes, and kept where it is stopped; where a model fails, it says which other one replied, and the diagnosis why', async () => {
  await using browser = await lendBrowser();
  // The first call begins to speak and never ends; after that the key is refused.
  await using openai = await lendFaultyProvider((response, { number }) => {
    response.writeHead(number === 1 ? 200 : 401, {
      'content-type': number === 1 ? 'text/event-stream' : 'application/json',
    });
    if (number === 1) response.write(beginStream.openai('第一段话'));
    else response.end('{"error":{"message":"no such key"}}');
  });
  await using system = await lendConsole({
    model: (call) => (isChat(call) ? `**好的** ${trick}` : undefined),
    environment: { DEEPSEEK_API_KEY: 'any', OPENAI_BASE_URL: `${openai.url}/v1` },
  });
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(`${system.url}#/chat`);
  await page.getByLabel('消息').fill('你好');
  await page.keyboard.press('Enter');
  await page.locator('.message.assistant', { hasText: '第一段话' }).waitFor();
  await page.getByRole('button', { name: '停止' }).click();
  await page.getByText('已中断').waitFor();

  await page.getByLabel('消息').fill('再说一次');
  await page.keyboard.press('Enter');
  const reply = page.locator('.message.assistant', { has: page.locator('strong', { hasText: '好的' }) });
  await reply.getByText(/^deepseek · /).waitFor();
  await reply.getByText(/^openai .* 失败（/).waitFor();
  expect(await reply.textContent()).toContain('<script>');

  await page.reload();
  await page.locator('.message.user', { hasText: '你好' }).waitFor();
  await page.locator('.message.assistant', { hasText: '第一段话' }).getByText('已中断').waitFor();
  expect(await page.locator('main script, main img').count()).toBe(0);

  await page.getByRole('link', { name: '系统' }).click();
  await page.getByRole('button', { name: '测试连接' }).click();
  await page.getByText('密钥不正确或已失效').waitFor();
  await page.getByText(/^Set OPENAI_API_KEY to a key of openai/).waitFor();
  expect(faults).toEqual([]);
});

test('where no model is configured, a reply and a report say so in the page’s language, and in the server’s own words', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole();
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(`${system.url}#/chat`);
  await page.getByLabel('消息').fill('你好');
  await page.keyboard.press('Enter');
  const both = /^未配置语言模型。 No language model is configured/;
  await page.locator('.message .note', { hasText: both }).waitFor();
  const id = await system.post({ query: '你好' });
  await page.goto(`${system.url}#/tasks/${id}`);
  await page.locator('.reasons li', { hasText: both }).waitFor();
  expect(faults).toEqual([]);
});

test('a message that the server does not take stands in its box again, and not as something that was said', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole();
  const { page, faults } = await browser.open({ locale: 'zh-CN' });
  await page.goto(`${system.url}#/chat`);
  const box = page.getByLabel('消息');
  await box.fill('你好');
  await page.keyboard.press('Enter');
  await page.locator('.sessions li').waitFor();
  await page.locator('.message .note').waitFor();
  const session = page.url().split('/').at(-1);
  await fetch(`${system.api}/sessions/${session}`, { method: 'DELETE' });
  await box.fill('还在吗？');
  await page.keyboard.press('Enter');
  await page.getByText('内容不存在（或已不存在）').first().waitFor();
  await expect.poll(() => box.inputValue()).toBe('还在吗？');
  expect(await page.locator('.message', { hasText: '还在吗？' }).count()).toBe(0);
  expect(await page.getByText('已中断').count()).toBe(0);
  expect(faults).toEqual([]);
});
