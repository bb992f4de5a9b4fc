import { expect, test } from 'vitest';
import { type Logger, silentLogger } from '../telemetry/logger.ts';
import { fakeLanguageModel } from '../testing/fake-language-model.ts';
import type { CallRecord } from './call-record.ts';
import { placeholderAnswer } from './placeholder.ts';
import { answerRecorder, recordAnswers } from './record-answers.ts';

const request = { purpose: 'test', messages: [] };
const { signal } = new AbortController();

/** A recorded model that gives these answers, and what it tells of them. */
function recorded(script: Parameters<typeof fakeLanguageModel>[0], frozen = false) {
  const told = { calls: [] as CallRecord[], codes: [] as string[], warnings: [] as object[], flushes: 0 };
  const logger: Logger = { ...silentLogger, warn: (fields) => told.warnings.push(fields) };
  const calls = {
    add: (call: CallRecord) => void told.calls.push(call),
    flush: async () => {
      told.flushes += 1;
    },
  };
  const onDegraded = (code: string) => void told.codes.push(code);
  const record = answerRecorder({ calls, logger: () => logger, onDegraded, frozen });
  return { llm: recordAnswers(fakeLanguageModel(script), { record, calls }), told };
}

test('counts every degraded answer by its reason, and logs each reason once', async () => {
  const { llm, told } = recorded(() => placeholderAnswer([], 'no_key'));
  await llm.generate(request, signal);
  await Array.fromAsync(llm.stream(request, signal));
  await llm.generate(request, signal);
  expect(told.codes).toEqual(['no_key', 'no_key', 'no_key']);
  expect(told.calls).toMatchObject(
    Array(3).fill({ outcome: 'placeholder', provider: 'placeholder', reason: 'no_key' }),
  );
  expect(told.warnings).toEqual([{ code: 'no_key', reason: expect.stringContaining('OPENAI_API_KEY') }]);
});

test('marks an answer that is given again, and adds nothing for one that a model gave', async () => {
  const { llm, told } = recorded(['new', { text: 'old', cached: true, id: '22222222-2222-4222-8222-222222222222' }]);
  await llm.generate(request, signal);
  await llm.generate(request, signal);
  expect(told.calls).toMatchObject([
    { outcome: 'cached', cost_usd: 0, usage: null, answer_id: '22222222-2222-4222-8222-222222222222' },
  ]);
  expect(told.codes).toEqual([]);
});

test('has its calls stored before it answers only where the process may be frozen afterwards', async () => {
  const awake = recorded(['a']);
  await awake.llm.generate(request, signal);
  expect(awake.told.flushes).toBe(0);
  const frozen = recorded(['a', 'b'], true);
  await frozen.llm.generate(request, signal);
  await Array.fromAsync(frozen.llm.stream(request, signal));
  expect(frozen.told.flushes).toBe(2);
});
