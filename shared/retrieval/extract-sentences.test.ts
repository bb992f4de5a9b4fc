import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractSentences } from './extract-sentences.ts';

const passage = (passage_id: string, text: string) => ({ passage_id, text });
const sentence = fc.constantFrom(
  '人工智能可以帮助医生阅读医学影像。',
  '# 标题',
  '- 隐私保护要求数据去标识化处理。',
  'Workers send heartbeats while a step runs.',
  '\n\n',
  '你知道人工智能是什么吗？',
  '| a | b |',
  '短句。',
  'A fragment without an end\n',
);
const passages = fc
  .array(
    fc.array(sentence, { maxLength: 8 }).map((parts) => parts.join('\n')),
    { maxLength: 6 },
  )
  .map((texts) => texts.map((text, index) => passage(String(index), text)));

describe('extracting sentences', () => {
  it('gives exact parts of the passages, each once, no more than asked for', () => {
    fc.assert(
      fc.property(fc.constantFrom('人工智能', 'heartbeat', '???', ''), passages, fc.nat(5), (query, given, count) => {
        const found = extractSentences(query, given, count);
        expect(found.length).toBeLessThanOrEqual(count);
        expect(new Set(found.map((one) => one.sentence)).size).toBe(found.length);
        for (const { passage_id, sentence: text } of found) expect(given[Number(passage_id)]?.text).toContain(text);
      }),
    );
  });

  it('prefers sentences that answer the query', () => {
    const text =
      '天气预报说明天有雨，请带好雨伞出门。\n\n联邦学习让医院在不交换原始数据的情况下训练模型。\n\n球队昨天赢得了比赛的冠军奖杯。';
    expect(extractSentences('联邦学习怎样保护数据？', [passage('p', text)], 1)).toEqual([
      { passage_id: 'p', sentence: '联邦学习让医院在不交换原始数据的情况下训练模型。' },
    ]);
  });

  it('takes a different sentence before one that says the same again', () => {
    const same = ['人工智能可以帮助医生阅读医学影像。', '人工智能可以帮助医生阅读医学影像资料。'];
    const other = '人工智能还能够筛选候选药物分子。';
    const found = extractSentences('人工智能的应用', [passage('a', same.join('')), passage('b', other)], 2).map(
      (one) => one.sentence,
    );
    expect(found).toContain(other);
  });

  it('takes statements with the marks that close their emphasis, and no question for them', () => {
    const text = '**人工智能可以辅助医生诊断。** ~~人工智能已经取代了医生。~~ **人工智能究竟能不能取代医生呢？**';
    const found = extractSentences('人工智能', [passage('p', text)], 9).map((one) => one.sentence);
    expect(found.sort()).toEqual(['**人工智能可以辅助医生诊断。**', '~~人工智能已经取代了医生。~~']);
  });

  it('takes no headings, list marks, questions, table rows or code', () => {
    const text =
      '# 人工智能概述标题很长很长很长\n\n- 人工智能可以辅助医生诊断疾病。\n\n人工智能究竟能不能取代医生呢？\n\n| 人工智能 | 医生 | 其他内容 |\n\n```\n人工智能的代码在这里结束了。\n```';
    expect(extractSentences('人工智能', [passage('p', text)], 9).map((one) => one.sentence)).toEqual([
      '人工智能可以辅助医生诊断疾病。',
    ]);
  });
});
