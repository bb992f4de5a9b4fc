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
