import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lendBrowser } from '../test/browser/lend-browser.ts';
import { lendConsole } from '../test/browser/lend-console.ts';

/** Photographs every page of the console, in both languages and themes, wide and as on a phone, into `dist/screenshots`. */
const folder = join(import.meta.dirname, '../dist/screenshots');
await mkdir(folder, { recursive: true });
await using browser = await lendBrowser();
await using system = await lendConsole();

const posted = await fetch(`${system.api}/tasks`, {
  method: 'POST',
  headers: { 'content-type': 'application/json; charset=utf-8', prefer: 'wait=30' },
  body: JSON.stringify({
    query: '人工智能在医疗领域的应用前景，以及 https://example.org/a-very-long-address/that-does-not-break',
  }),
});
const { task_id } = (await posted.json()) as { task_id: string };
await fetch(`${system.api}/chat`, {
  method: 'POST',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ message: '人工智能怎样帮助医生？' }),
});

for (const locale of ['zh-CN', 'en-US']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      const { page, context } = await browser.open({ locale, colorScheme, viewport: { width, height: 844 } });
      for (const path of ['tasks', `tasks/${task_id}`, 'chat', 'documents', 'system']) {
        await page.goto(`${system.url}#/${path}`);
        await page.waitForLoadState('load');
        await page.waitForTimeout(700);
        const name = `${path.replace(/\/.*/, '-one')}-${locale}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
      }
      await context.close();
    }
  }
}
console.log(`dist/screenshots`);
