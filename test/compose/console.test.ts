import { afterAll, beforeAll, test } from 'vitest';
import { lendBrowser } from '../browser/lend-browser.ts';
import { tellMainStory } from '../browser/tell-main-story.ts';
import { seenSystem } from './seen-system.ts';

const { nginx } = seenSystem();
let browser: Awaited<ReturnType<typeof lendBrowser>>;

beforeAll(async () => {
  browser = await lendBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

test.each(['/', '/streamlit/'])('%s leads to the console, where a report is asked for and read', async (path) => {
  await tellMainStory(await browser.open({ locale: 'zh-CN' }), `${nginx}${path}`);
});
