import * as z from 'zod';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { plan } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { generateObject } from '../../shared/llm/generate-object.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';
import { languageOf } from '../../shared/retrieval/language-of.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { facetQuestions } from './facet-questions.ts';
import { subjectOf } from './subject-of.ts';

const PlannedQuestions = z.object({ questions: z.array(z.string().trim().min(1)).min(1) });

/** Splits the query into sub-questions: the model's, or without one the usual facets of the query's subject. */
export const step = defineStep({
  ...plan,
  async run({ query, questions: count }, ports: Pick<Ports, 'llm'>, context) {
    const language = languageOf(query);
    const { object, answer } = await generateObject(
      PlannedQuestions,
      request(query, count, language),
      context.signal,
      ports,
    );
    if (!object) context.degrade(answer.degraded_reason ?? 'The plan is made without a language model.');
    const texts = object ? [...new Set(object.questions)].slice(0, count) : undefined;
    return { language, questions: numbered(texts ? texts.map((text) => ({ text })) : facets(query, language, count)) };
  },
});

/** The words of a facet are not the query's: what they find counts only where it is on the query's subject. */
function facets(query: string, language: 'zh' | 'en', count: number) {
  const subject = subjectOf(query, language);
  return facetQuestions(query, subject, language, count).map((text) => ({ text, subject: subject.topic }));
}

const numbered = <Item>(items: Item[]) => items.map((item, index) => ({ id: `q${index + 1}`, ...item }));

const request = (query: string, count: number, language: 'zh' | 'en') => ({
  purpose: 'research-plan',
  system:
    'You plan research in a knowledge base. Split the subject into sub-questions that together cover it and do not overlap. ' +
    `Each is one plain sentence that can be searched for. Write them in ${language === 'zh' ? 'Chinese' : 'English'}. ` +
    'Answer with JSON: {"questions": ["…"]}.',
  messages: [{ role: 'user' as const, content: `At most ${count} sub-questions.\nSubject: ${query}` }],
});

export const handler = lambdaStep(step, {
  database: liveDatabase,
  notices: liveNotices,
  nudge: liveNudge,
  llm: liveLlm,
});
