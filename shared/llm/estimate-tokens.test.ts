import { expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

/** Tokens as counted with OpenAI's encodings o200k_base and cl100k_base (gpt-tokenizer 4.0.0). */
const counted = [
  ['Chinese', '人工智能正在改变医学影像的诊断方式，它能在几秒钟内读完一张CT片。', 25, 35],
  ['classical Chinese', '臨江仙滾滾長江東逝水浪花淘盡英雄', 20, 28],
  ['Chinese with an emoji', '患者🙂说：「我昨天吃了2片阿司匹林」，然后……', 17, 30],
  ['Japanese', '吾輩は猫である。名前はまだ無い。', 14, 21],
  ['English', 'A task survives a killed process, and its report cites verbatim quotes from your documents.', 18, 18],
  ['a hash', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 33, 33],
] as const;

test.each(counted)('%s counts at least as many tokens as it has, and not many more', (_kind, text, o200k, cl100k) => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(o200k);
  expect(estimateTokens(text)).toBeLessThanOrEqual(cl100k * 1.7);
});
