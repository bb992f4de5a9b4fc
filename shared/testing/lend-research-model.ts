import { lendModelServer, type ModelCall } from './lend-model-server.ts';

/** What a model is asked for by the research agent, by the name of the step that asks. */
export interface ResearchCall {
  query: string;
  step: 'research-plan' | 'research-analyze' | 'research-report';
}

/** A text that the plan's questions find, so that every step has something to ask the model about. */
export const researchDocument = {
  title: '人工智能与医疗影像',
  content:
    '人工智能可以辅助医生阅读医疗影像。它先标出可疑的位置，再由医生判断。\n\nDurable steps survive a crash of the worker.',
};

/**
 * Lends a model server that answers the research agent's calls as a model would, and counts them by task (its query)
 * and step; `during` runs before each answer.
 */
export async function lendResearchModel(during: (call: ResearchCall) => Promise<void> | void = () => {}) {
  const counts = new Map<string, number>();
  const server = await lendModelServer(async (call) => {
    const asked = recognise(call);
    const name = nameOf(asked);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    await during(asked);
    return { text: JSON.stringify(answerOf(asked.step, call)), usage: { input_tokens: 10, output_tokens: 5 } };
  });
  return {
    environment: { ...server.environment, OPENAI_API_KEY: 'any', LLM_PROVIDER: 'openai' },
    count: (call: ResearchCall): number => counts.get(nameOf(call)) ?? 0,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const nameOf = ({ query, step }: ResearchCall): string => `${step} ${query}`;

function recognise({ prompt }: ModelCall): ResearchCall {
  const query = /^Subject: (.*)$/m.exec(prompt)?.[1] ?? '';
  if (prompt.includes('\nNotes:\n')) return { query, step: 'research-report' };
  return { query, step: prompt.includes('\nPassages:\n') ? 'research-analyze' : 'research-plan' };
}

function answerOf(step: ResearchCall['step'], { prompt }: ModelCall): unknown {
  if (step === 'research-plan')
    return { questions: ['人工智能怎样辅助医生阅读医疗影像？', 'How do durable steps survive a crash?'] };
  if (step === 'research-report') {
    return { summary: '摘要。', sections: [{ heading: '影像', body: '有证据表明如此 [N1]。' }], open_questions: [] };
  }
  const [, quote = ''] = /<passage id="p1"[^>]*>\n(.{8})/u.exec(prompt) ?? [];
  return { notes: [{ question_id: 'q1', claim: '一个断言', passage_id: 'p1', quote }] };
}
