import type { ModelCall, ModelServerReply } from './lend-model-server.ts';

/** Which step of the research agent asks. */
export function purposeOf({ system }: ModelCall): 'plan' | 'analyze' | 'report' {
  if (system.includes('plan research')) return 'plan';
  return system.includes('evidence notes for a report') ? 'analyze' : 'report';
}

/** Answers as a model would: two sub-questions, a note on the last words of each passage, and a report on the notes. */
export function answerResearch(call: ModelCall): ModelServerReply {
  const usage = { input_tokens: 100, output_tokens: 10 };
  return {
    usage,
    text: JSON.stringify(
      { plan: answerPlan, analyze: answerNotes, report: answerReport }[purposeOf(call)](call.prompt),
    ),
  };
}

const answerPlan = () => ({ questions: ['人工智能怎样用于医学影像？', '人工智能在医疗中有哪些风险？'] });

function answerNotes(prompt: string) {
  const passages = [...prompt.matchAll(/<passage id="(p\d+)"[^>]*>\n(?:.*\n)*?(.+)\n<\/passage>/g)];
  const notes = passages.map(([, passage_id, text = '']) => ({
    question_id: 'q1',
    claim: `模型的断言 ${passage_id}`,
    passage_id,
    quote: text.slice(-20),
  }));
  return { notes: [...notes, { question_id: 'q2', claim: '编造', passage_id: 'p1', quote: '这句话不在任何资料里' }] };
}

function answerReport(prompt: string) {
  const marks = [...prompt.matchAll(/"id":"(N\d+)"/g)].map(([, id]) => `[${id}]`);
  return {
    summary: `模型写的摘要 ${marks[0]}`,
    sections: [{ heading: '模型写的标题', body: `模型写的正文 ${marks.join('')}，以及一处编造的引用 [N999]。` }],
    open_questions: ['模型提出的问题'],
  };
}
