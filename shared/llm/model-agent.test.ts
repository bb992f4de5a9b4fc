import { expect, onTestFinished, test } from 'vitest';
import { openAgent } from './model-agent.ts';

test("the agent of Node.js' own fetch, which may know proxies, stays where its undici is an older one", async () => {
  new Headers();
  const [older, newer] = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`)) as [symbol, symbol];
  const own: unknown = Reflect.get(globalThis, older);
  expect(own).toBeDefined();
  Reflect.set(globalThis, newer, undefined);
  const agent = await openAgent(false);
  onTestFinished(() => agent.destroy());
  expect(Reflect.get(globalThis, older)).toBe(own);
});
