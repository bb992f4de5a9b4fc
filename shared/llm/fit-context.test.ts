import { describe, expect, test } from 'vitest';
import { fitContext } from './fit-context.ts';
import type { ModelMessage } from './language-model.ts';

const user = (content: string): ModelMessage => ({ role: 'user', content });
const assistant = (content: string): ModelMessage => ({ role: 'assistant', content });
const fitted = (conversation: ModelMessage[], contextTokens: number, maxOutputTokens?: number) =>
  fitContext(conversation, { contextTokens, system: 's', maxOutputTokens });
/** About 130 tokens. */
const long = '人工智能正在改变医学影像'.repeat(8);

describe('a conversation in a context', () => {
  test('is whole where it fits', () => {
    const conversation = [user(long), assistant(long), user('再说一遍')];
    expect(fitted(conversation, 8_000)).toEqual(conversation);
  });

  test('loses whole turns, the oldest first', () => {
    const conversation = [
      user(long),
      assistant('一'),
      user('二'),
      assistant(long),
      user('三'),
      assistant('四'),
      user('五'),
    ];
    expect(fitted(conversation, 500)).toEqual(conversation.slice(2));
    expect(fitted(conversation, 200)).toEqual(conversation.slice(4));
  });

  test('keeps the room that the answer may take', () => {
    const conversation = [user(long), assistant('一'), user('二')];
    expect(fitted(conversation, 400, 10)).toEqual(conversation);
    expect(fitted(conversation, 400, 390)).toEqual([user('二')]);
  });

  test('keeps the last message however long it is', () => {
    expect(fitted([user('一'), assistant('二'), user(long)], 10)).toEqual([user(long)]);
  });

  test('begins with what the user said', () => {
    expect(fitted([assistant('零'), user('一')], 8_000)).toEqual([user('一')]);
  });

  test('joins what one speaker said in several messages, each of which may be left out', () => {
    expect(fitted([user('一'), user('二'), assistant('三'), user('四')], 8_000)).toEqual([
      user('一\n\n二'),
      assistant('三'),
      user('四'),
    ]);
    expect(fitted([user(long), user('二'), user('三')], 200)).toEqual([user('二\n\n三')]);
  });
});
