import { expect, test } from 'vitest';
import type { LanguageModel } from '../llm/language-model.ts';

/** What every language model keeps. `lend` gives a model that answers `text`, or, for undefined, never answers. */
export function testLanguageModelContract(
  lend: (text: string | undefined) => Promise<{ llm: LanguageModel } & AsyncDisposable>,
): void {
  const request = { purpose: 'contract', messages: [{ role: 'user' as const, content: '你好，world' }] };

  test('answers with the text, and says who answered', async () => {
    await using lent = await lend('人工智能 and more');
    const answer = await lent.llm.generate(request, new AbortController().signal);
    expect(answer).toMatchObject({
      text: '人工智能 and more',
      finish_reason: 'stop',
      degraded: false,
      degraded_reason: null,
    });
    expect(answer.provider).not.toBe('placeholder');
  });

  test('streams the text in pieces, and ends with the same answer', async () => {
    await using lent = await lend('人工智能 and more');
    const events = await Array.fromAsync(lent.llm.stream(request, new AbortController().signal));
    const text = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
    expect(text).toBe('人工智能 and more');
    expect(events.at(-1)).toMatchObject({ type: 'end', answer: { text, finish_reason: 'stop', degraded: false } });
  });

  test('rejects with the reason of a signal that is aborted already', async () => {
    await using lent = await lend('never asked');
    const reason = new Error('cancelled before');
    await expect(lent.llm.generate(request, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(lent.llm.stream(request, AbortSignal.abort(reason)).next()).rejects.toBe(reason);
  });

  test('rejects with the reason of a signal that is aborted in the middle of a call', async () => {
    await using lent = await lend(undefined);
    const controller = new AbortController();
    const answer = lent.llm.generate(request, controller.signal);
    const reason = new Error('cancelled');
    setTimeout(() => controller.abort(reason), 50);
    await expect(answer).rejects.toBe(reason);
  });
}
