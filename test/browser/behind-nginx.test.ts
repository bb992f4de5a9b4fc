import { afterAll, beforeAll, test } from 'vitest';
import { lendNginx } from '../../shared/testing/lend-nginx.ts';
import { lendBrowser } from './lend-browser.ts';
import { lendConsole } from './lend-console.ts';
import { tellMainStory } from './tell-main-story.ts';

const stack = new AsyncDisposableStack();
let browser: Awaited<ReturnType<typeof lendBrowser>>;
let address: string;

beforeAll(async () => {
  browser = stack.use(await lendBrowser());
  const system = stack.use(await lendConsole());
  address = stack.use(await lendNginx(new URL(system.api).host)).url;
});
afterAll(() => stack.disposeAsync());

test.each(['/', '/streamlit/'])(
  'behind nginx, %s leads to the console, where a report is asked for and read',
  async (path) => {
    await tellMainStory(await browser.open({ locale: 'zh-CN' }), new URL(path, address).href);
  },
);
