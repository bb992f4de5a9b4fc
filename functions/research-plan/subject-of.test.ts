import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOf } from '../../shared/retrieval/language-of.ts';
import { subjectOf } from './subject-of.ts';

const of = (query: string) => subjectOf(query, languageOf(query));

test.each([
  ['What are the risks of AI in medicine?', 'AI in medicine'],
  ['What are pg-boss queues?', 'pg-boss queues'],
  ['How does federated learning work?', 'federated learning'],
  ['How does telemedicine help patients?', 'telemedicine'],
  ['How is AI used in medicine?', 'AI in medicine'],
  ['Why is privacy important?', 'privacy'],
  ['What role does AI play in drug discovery?', 'AI in drug discovery'],
  ['What is the impact of AI on healthcare?', 'AI in healthcare'],
  ['Please give me an overview of durable tasks', 'durable tasks'],
  ['Explain the benefits and risks of surgical robots', 'surgical robots'],
  ['Surgical robots: risks and benefits', 'Surgical robots'],
  ['AI applications', 'AI'],
  ['quantum chromodynamics lattice', 'quantum chromodynamics lattice'],
  ['人工智能在医疗领域的应用前景', '人工智能在医疗领域'],
  ['请分析人工智能在医疗领域的风险和挑战', '人工智能在医疗领域'],
  ['人工智能在医疗领域有哪些风险？', '人工智能在医疗领域'],
  ['手术机器人的优缺点是什么？', '手术机器人'],
  ['请详细介绍一下病历隐私保护的现状', '病历隐私保护'],
  ['什么是联邦学习？', '联邦学习'],
  ['人工智能对就业有什么影响？', '人工智能与就业'],
  ['帮我总结任务重试的原理', '任务重试'],
])('%s is about %s', (query, topic) => {
  expect(of(query)).toMatchObject({ topic, isPhrase: true });
});

test.each(['环境问题', '数据分析', '分析化学', '生成对抗网络', 'overview', '前景', '😀😀', 'C#'])(
  'the name %s is not cut',
  (query) => {
    expect(of(query).topic).toBe(query);
  },
);

test.each(['How do workers survive a crash?', 'AI会取代医生吗？', '为什么天空是蓝色的？', 'Can AI replace doctors?'])(
  '%s names no subject but itself',
  (query) => {
    expect(of(query)).toMatchObject({ topic: query, isPhrase: false });
  },
);

test('a query of any words has a subject', () => {
  const words = fc.constantFrom(
    'what',
    'is',
    'the',
    'risks',
    'of',
    'AI',
    '?',
    '请',
    '分析',
    '的',
    '前景',
    '有哪些',
    '对',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (parts) => {
      const query = parts.join(parts.length % 2 ? ' ' : '');
      fc.pre(query.trim() !== '');
      expect(of(query).topic).not.toBe('');
    }),
  );
});
