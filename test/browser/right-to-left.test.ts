import { expect, test } from 'vitest';
import { lendBrowser } from './lend-browser.ts';
import { isChat, lendConsole } from './lend-console.ts';

const arabic = 'الذكاء الاصطناعي يساعد الأطباء في تشخيص الأمراض بدقة عالية.';

test('what is written from right to left is shown so, and cut at its end, beside what is not', async () => {
  await using browser = await lendBrowser();
  await using system = await lendConsole({ model: (call) => (isChat(call) ? `- ${arabic}` : undefined) });
  const request = { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' } };
  await fetch(`${system.api}/documents`, { ...request, body: JSON.stringify({ title: arabic, content: arabic }) });
  const said = await fetch(`${system.api}/chat`, { ...request, body: JSON.stringify({ message: arabic }) });
  const { session_id } = (await said.json()) as { session_id: string };
  await system.post({ query: 'What helps doctors?' });
  const id = await system.post({ query: arabic.repeat(5) });
  const { page, faults } = await browser.open({ locale: 'en-US' });
  const runs = (direction: string, place: string, text: string) =>
    page.locator(`${place}:dir(${direction})`, { hasText: text }).first().waitFor();
  await page.goto(system.url);
  await runs('rtl', '.task-query', arabic);
  await runs('ltr', '.task-query', 'What helps doctors?');
  await page.goto(`${system.url}#/tasks/${id}`);
  await runs('rtl', 'h1', arabic);
  await page.goto(`${system.url}#/documents`);
  await runs('rtl', '.document-title', arabic);
  await page.goto(`${system.url}#/chat/${session_id}`);
  for (const place of ['.session-title', '.said', '.prose li']) await runs('rtl', place, arabic);
  expect(faults).toEqual([]);
});
