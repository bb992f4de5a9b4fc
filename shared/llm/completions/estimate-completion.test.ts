import { expect, test } from 'vitest';
import type { CompletionRequest } from './completion-request.ts';
import { estimateCompletion } from './estimate-completion.ts';

const nothing = { text: '', calls_tool: false, chunks: 0 };
const words = 'some words '.repeat(1000);
const asking = (more: object): CompletionRequest =>
  ({ model: 'm', messages: [{ role: 'user', content: 'q' }], ...more }) as CompletionRequest;
const inputOf = (more: object) => estimateCompletion(asking(more), nothing, nothing).input_tokens;

test('all that is asked with counts, files alone do not', () => {
  const description = { type: 'function', function: { name: 'f', description: words } };
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(100_000)}` } };
  expect(inputOf({ tools: [description] })).toBeGreaterThan(1500);
  expect(inputOf({ messages: [{ role: 'tool', tool_call_id: 'c', content: words }] })).toBeGreaterThan(1500);
  expect(inputOf({ messages: [{ role: 'user', content: [{ type: 'text', text: words }, image] }] })).toBeGreaterThan(
    1500,
  );
  expect(inputOf({ messages: [{ role: 'user', content: [image] }] })).toBeLessThan(200);
});

test('what was said counts by its text, or by its chunks where they hold none', () => {
  const said = (text: string, chunks: number) => ({ text, calls_tool: false, chunks });
  expect(estimateCompletion(asking({}), said('before', 9), said(`before${words}`, 10)).output_tokens).toBeGreaterThan(
    1500,
  );
  expect(estimateCompletion(asking({}), said('before', 9), said('before', 29)).output_tokens).toBe(20);
});

test('of a very long text a part is counted, and the rest taken to be like it', () => {
  const [short, long] = [words.repeat(10), words.repeat(400)].map((content) =>
    inputOf({ messages: [{ role: 'user', content }] }),
  );
  expect((long ?? 0) / (short ?? 1)).toBeCloseTo(40, 0);
});
