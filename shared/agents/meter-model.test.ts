import { expect, test } from 'vitest';
import { noUsage } from '../tasks/step-outcome.ts';
import { fakeLanguageModel } from '../testing/fake-language-model.ts';
import { meterModel } from './meter-model.ts';

test('adds up what every call used, streamed ones too, and keeps who answered last', async () => {
  const one = { input_tokens: 100, cached_input_tokens: 0, output_tokens: 10 };
  const usage = noUsage();
  const llm = meterModel(
    fakeLanguageModel([
      { text: 'a', usage: one, cost_usd: 0.25 },
      { text: 'b', usage: one, cost_usd: 0.5, model: 'another-model' },
    ]),
    usage,
  );
  const request = { purpose: 'test', messages: [{ role: 'user' as const, content: 'hello' }] };
  const { signal } = new AbortController();
  await llm.generate(request, signal);
  await Array.fromAsync(llm.stream(request, signal));
  expect(usage).toMatchObject({
    provider: 'fake',
    model: 'another-model',
    input_tokens: 200,
    output_tokens: 20,
    cost_usd: 0.75,
  });
});
