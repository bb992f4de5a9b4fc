import { lendModelServer } from './lend-model-server.ts';
import { answerResearch, purposeOf } from './research-model.ts';

/** A call of the research agent, by its task's query and the name of the step that asks. */
export interface ResearchCall {
  query: string;
  step: string;
}

/** A text that the plan's questions find, so that every step has something to ask the model about. */
export const researchDocument = {
  title: '人工智能与医学影像',
  content: '人工智能可以辅助医生阅读医学影像。它先标出可疑的位置，再由医生判断。\n\n它在医疗中也有风险。',
};

/**
 * Lends a model server that answers the research agent's calls as a model would, and counts them by task and step;
 * `during` runs before each answer.
 */
export async function lendResearchModel(during: (call: ResearchCall) => Promise<void> | void = () => {}) {
  const counts = new Map<string, number>();
  const server = await lendModelServer(async (call) => {
    const asked = { query: /^Subject: (.*)$/m.exec(call.prompt)?.[1] ?? '', step: `research-${purposeOf(call)}` };
    const name = nameOf(asked);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    await during(asked);
    return answerResearch(call);
  });
  return {
    environment: { ...server.environment, OPENAI_API_KEY: 'any', LLM_PROVIDER: 'openai' },
    /** How often the model was asked. */
    count: (call: ResearchCall): number => counts.get(nameOf(call)) ?? 0,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const nameOf = ({ query, step }: ResearchCall): string => `${step} ${query}`;
