import { existsSync } from 'node:fs';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Lends the machine's Chromium; throws where there is none, since what is not looked at is not known to work. */
export async function lendBrowser() {
  const executablePath = programs.find((program) => existsSync(program));
  if (!executablePath) throw new Error('Chromium is missing: apt-get install chromium fonts-noto-cjk');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    /** A page in a context of its own, and what went wrong in it: broken policies, errors, failures of scripts. */
    async open(
      options: BrowserContextOptions = {},
    ): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (/Content.Security|TrustedHTML|Refused to/.test(message.text())) faults.push(message.text());
      });
      page.on('dialog', (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      return { page, context, faults };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
