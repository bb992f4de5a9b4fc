import { expect, test, vi } from 'vitest';
import { step as analyze } from '../../functions/research-analyze/index.ts';
import { step as plan } from '../../functions/research-plan/index.ts';
import { step as report } from '../../functions/research-report/index.ts';
import { step as retrieve } from '../../functions/research-retrieve/index.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { research } from '../../shared/agents/research/agent.ts';
import type { ResearchResult } from '../../shared/agents/research/contracts.ts';
import { parseConfig } from '../../shared/config.ts';
import { openLanguageModel } from '../../shared/llm/open-language-model.ts';
import { addDocuments } from '../../shared/retrieval/add-documents.ts';
import { readTask } from '../../shared/tasks/read-task.ts';
import { hasEnded } from '../../shared/tasks/task-status.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { lendModelServer, type ModelCall, type ModelServerReply } from '../../shared/testing/lend-model-server.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';
import { answerResearch, purposeOf } from '../../shared/testing/research-model.ts';

const agents = [research];
const steps = [plan, retrieve, analyze, report];
const contents = [
  '# 医学影像\n\n人工智能可以辅助医生阅读医学影像，标出可疑的区域，供医生复核。最终诊断由医生负责。',
  '# 风险\n\n人工智能在医疗中的风险包括数据偏差、隐私泄露和责任不清。使用前应在本院的数据上验证。',
  '# AI in medicine\n\nArtificial intelligence helps radiologists to read medical images. It does not replace their judgement.',
];

/** Runs one research task with the given keys, against a model server that answers by `reply`. */
async function runResearch(
  keys: Record<string, string>,
  reply: (call: ModelCall) => ModelServerReply,
  {
    documents = contents,
    max_cost_usd,
    query = '人工智能在医疗领域的应用前景',
  }: { documents?: string[]; max_cost_usd?: number; query?: string } = {},
) {
  await using server = await lendModelServer(reply);
  const llm = openLanguageModel(parseConfig({ ...server.environment, ...keys }), { logger: silentLogger });
  await using system = await lendSystem({ agents, steps, llm });
  const { ports } = system;
  if (documents.length)
    await addDocuments(
      documents.map((content) => ({ content })),
      ports,
    );
  await system.startWorker();
  const request = {
    query,
    agent_type: 'research',
    priority: 'high' as const,
    max_cost_usd,
  };
  const { task_id } = await createTask(request, undefined, { agents, ...ports });
  const task = await vi.waitFor(
    async () => {
      const found = await readTask(task_id, ports);
      if (!found || !hasEnded(found.status)) throw new Error('still running');
      return found;
    },
    { timeout: 50_000, interval: 50 },
  );
  return { task, result: task.result as ResearchResult, calls: server.calls };
}

/** Every quote must be verbatim in one of the documents. */
function expectVerbatim({ sources }: ResearchResult) {
  const quotes = sources.flatMap((source) => source.quotes);
  expect(quotes.length).toBeGreaterThan(0);
  for (const quote of quotes) expect(contents.some((content) => content.includes(quote))).toBe(true);
}

test.each([
  ['openai', { OPENAI_API_KEY: 'k' }],
  ['deepseek', { DEEPSEEK_API_KEY: 'k' }],
  ['anthropic', { ANTHROPIC_API_KEY: 'k' }],
])(
  'with %s the report is the model’s, its citations are checked by code, and its usage is counted',
  async (provider, keys) => {
    const { task, result, calls } = await runResearch(keys, answerResearch);
    expect(task).toMatchObject({
      status: 'completed',
      provider,
      degraded: false,
      degraded_reason: null,
      input_tokens: 300,
      output_tokens: 30,
    });
    expect(task.model).toBeTruthy();
    expect(calls.map(purposeOf)).toEqual(['plan', 'analyze', 'report']);
    expect(result.summary).toMatch(/^模型写的摘要\[1\]$/);
    expect(result.report).toContain('模型写的正文');
    expect(result.report).not.toContain('N999');
    expect(result.citations.failed).toBe(2);
    expect(task.steps.filter(({ name }) => name === 'research-retrieve')).toHaveLength(2);
    expectVerbatim(result);
  },
);

test('a provider that answers 500 is replaced by the next one', async () => {
  const both = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' };
  const { task, result } = await runResearch(both, (call) =>
    call.model.startsWith('claude') ? answerResearch(call) : { status: 500 },
  );
  expect(task).toMatchObject({ status: 'completed', provider: 'anthropic', degraded: false });
  expect(result.report).toContain('模型写的正文');
});

test('with no provider left the report is made of extracts, and says why it is degraded', async () => {
  const { task, result } = await runResearch({ OPENAI_API_KEY: 'k' }, () => ({ status: 500 }));
  expect(task).toMatchObject({ status: 'completed', provider: 'placeholder', model: null, degraded: true });
  expect(task.degraded_reason).toMatch(/openai/);
  expectVerbatim(result);
});

test('with no key at all the agent still plans, finds and cites', async () => {
  const { task, result, calls } = await runResearch({}, answerResearch);
  expect(calls).toEqual([]);
  expect(task).toMatchObject({ status: 'completed', provider: 'placeholder', degraded: true, cost_usd: 0 });
  expect(task.degraded_reason).toMatch(/OPENAI_API_KEY/);
  expect(task.steps).toHaveLength(7);
  expect(result.citations.failed).toBe(0);
  expect(result.citations.checked).toBeGreaterThanOrEqual(3);
  expectVerbatim(result);
});

test.each([
  ['quantum chromodynamics lattice', /^The knowledge base holds nothing on this question.*POST \/documents/],
  ['What are the main uses of blockchains today?', /^The knowledge base holds nothing/],
  ['😀😀', /^The knowledge base holds nothing/],
  ['ما هي الحوسبة الكمومية؟', /^The knowledge base holds nothing/],
  ['量子色动力学有哪些主要应用？', /^知识库中没有与该问题相关的内容。.*POST \/documents/],
])('on %s, of which no document says a word, the report quotes nothing and says so', async (query, says) => {
  const { task, result } = await runResearch({}, answerResearch, {
    query,
    documents: [...contents, '# Uses\n\nThe main uses today: many.', '# 应用\n\n目前有哪些主要应用？主要应用有很多。'],
  });
  expect(task).toMatchObject({ status: 'completed', degraded: true });
  expect(task.degraded_reason).toMatch(/OPENAI_API_KEY.* \| Nothing in the knowledge base/);
  expect(result).toMatchObject({ sources: [], sections: [], citations: { checked: 0, failed: 0 } });
  expect(result.summary).toMatch(says);
  expect(result.report).not.toMatch(/摘录|extracts/);
});

/** Answers as a model does, but one step as given. */
const answering =
  (purpose: ReturnType<typeof purposeOf>, object: unknown) =>
  (call: ModelCall): ModelServerReply =>
    purposeOf(call) === purpose ? { text: JSON.stringify(object) } : answerResearch(call);

test('a model whose quotes are all made up, or too short, has no evidence left: the report says so, and is degraded', async () => {
  const notes = ['这句话不在任何资料里', '。', '人'].map((quote) => ({
    question_id: 'q1',
    claim: '编造',
    passage_id: 'p1',
    quote,
  }));
  const { task, result, calls } = await runResearch({ OPENAI_API_KEY: 'k' }, answering('analyze', { notes }));
  expect(calls.map(purposeOf)).toEqual(['plan', 'analyze']);
  expect(task).toMatchObject({ status: 'completed', provider: 'openai', degraded: true });
  expect(task.degraded_reason).toMatch(/^No quote could be verified/);
  expect(result.summary).toMatch(/3 条引文都无法在原文中核实/);
  expect(result.report).not.toContain('没有语言模型');
  expect(result).toMatchObject({ sources: [], citations: { checked: 3, failed: 3 } });
});

test('a model that takes no notes leaves a report that says so, and is degraded', async () => {
  const { task, result } = await runResearch({ OPENAI_API_KEY: 'k' }, answering('analyze', { notes: [] }));
  expect(task).toMatchObject({ status: 'completed', degraded: true });
  expect(task.degraded_reason).toMatch(/no evidence in the passages/);
  expect(result.summary).toMatch(/^检索到的资料中没有能回答/);
  expect(result.report).not.toContain('没有语言模型');
});

test('a model’s draft without citations is degraded, and counts none', async () => {
  const draft = { summary: '摘要', sections: [{ heading: '标题', body: '没有引用的正文' }], open_questions: [] };
  const { task, result } = await runResearch({ OPENAI_API_KEY: 'k' }, answering('report', draft));
  expect(task).toMatchObject({ status: 'completed', degraded: true });
  expect(task.degraded_reason).toMatch(/cites none of the evidence/);
  expect(result.report).toMatch(/> 注意：语言模型撰写的这份报告没有引用任何证据/);
  expect(result).toMatchObject({ sources: [], citations: { checked: 1, failed: 1 } });
});

test('with an empty knowledge base the report says so, and is degraded', async () => {
  const { task, result } = await runResearch({}, answerResearch, { documents: [] });
  expect(task).toMatchObject({ status: 'completed', degraded: true });
  expect(result).toMatchObject({ sources: [], citations: { checked: 0, failed: 0 } });
  expect(result.summary).toContain('POST /documents');
});

test('a task that may cost nothing asks no model, and says that its budget is why', async () => {
  const { task, result, calls } = await runResearch({ OPENAI_API_KEY: 'k' }, answerResearch, { max_cost_usd: 0 });
  expect(calls).toEqual([]);
  expect(task).toMatchObject({
    status: 'completed',
    degraded: true,
    degraded_reason: expect.stringContaining('max_cost_usd'),
    cost_usd: 0,
  });
  expectVerbatim(result);
});
