import { afterAll, beforeAll, test } from 'vitest';
import { researchDocument } from '../../shared/testing/lend-research-model.ts';
import { lendBrowser } from '../browser/lend-browser.ts';
import { tellMainStory } from '../browser/tell-main-story.ts';
import { askUntilGood, seenSystem } from './seen-system.ts';

const { nginx } = seenSystem();
let browser: Awaited<ReturnType<typeof lendBrowser>>;

beforeAll(async () => {
  browser = await lendBrowser();
  await askUntilGood(`${nginx}/api/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify([researchDocument]),
  });
});
afterAll(() => browser[Symbol.asyncDispose]());

test.each(['/', '/streamlit/'])('%s leads to the console, where a report is asked for and read', async (path) => {
  await tellMainStory(await browser.open({ locale: 'zh-CN' }), `${nginx}${path}`);
});
