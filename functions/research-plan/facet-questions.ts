import type { Subject } from './subject-of.ts';

interface Facet {
  /** `{}` stands for the topic. */
  text: string;
  /** Words of a query that ask for just this. */
  asks: RegExp;
}

/** What is usually asked of a topic, the most asked first. */
const facets: Record<'zh' | 'en', Facet[]> = {
  zh: [
    { text: '{}目前有哪些主要应用？', asks: /应用|用途|现状/ },
    { text: '{}能带来哪些好处和价值？', asks: /好处|价值|优势|优点|优缺点|利弊|意义|作用/ },
    { text: '{}有哪些局限、风险和挑战？', asks: /局限|风险|挑战|缺点|优缺点|利弊|不足|隐患|瓶颈|难点|问题/ },
    { text: '{}未来会怎样发展，前景如何？', asks: /前景|趋势|未来|发展/ },
    { text: '{}依靠哪些技术和数据？', asks: /技术|方法|原理/ },
    { text: '{}涉及哪些伦理、隐私和监管问题？', asks: /伦理|隐私|监管/ },
    { text: '{}由谁使用，如何落地？', asks: /谁|落地|案例/ },
    { text: '{}怎样评价效果？', asks: /评价|效果/ },
  ],
  en: [
    { text: 'What are the main uses of {} today?', asks: /\b(uses?|used|applications?)\b/i },
    { text: 'What are the benefits of {}?', asks: /\b(benefits?|advantages?|pros|strengths?|value|important)\b/i },
    {
      text: 'What are the limits, risks and challenges of {}?',
      asks: /\b(limits?|limitations?|risks?|dangers?|challenges?|disadvantages?|cons|problems?|issues?|drawbacks?)\b/i,
    },
    { text: 'How will {} develop, and what is the outlook?', asks: /\b(outlook|prospects?|future|trends?)\b/i },
    { text: 'Which techniques and data stand behind {}?', asks: /\b(how .* work|techniques?|principles?|basics)\b/i },
    {
      text: 'Which questions of ethics, privacy and regulation does the use of {} raise?',
      asks: /\b(ethics|privacy|regulation)\b/i,
    },
    { text: 'Who uses {}, and how is it put into practice?', asks: /\bwho\b/i },
    { text: 'How is the effect of {} judged?', asks: /\b(effects?|evaluation)\b/i },
  ],
};

/** Longer than this (in UTF-16 units), a query is told in full once, not under every facet. */
const longestTopic = 200;

/**
 * Sub-questions on a subject, at most `count`: the query itself where it is a question, then the usual facets of its
 * topic that it does not ask for already. Of a query that is no question, the facets that it asks for are always in.
 */
export function facetQuestions(query: string, subject: Subject, language: 'zh' | 'en', count: number): string[] {
  const { topic, isPhrase, isQuestion, asked } = subject;
  const itself = query.replace(/\s+/g, ' ').trim();
  if (topic.length > longestTopic) return [itself];
  const own = isQuestion || !isPhrase ? [itself] : [];
  const meant = facets[language].filter(({ asks }) => asks.test(asked));
  const others = facets[language].filter((facet) => !meant.includes(facet));
  const chosen = (own.length ? others : [...meant, ...others]).slice(0, Math.max(0, count - own.length));
  const ordered = facets[language].filter((facet) => chosen.includes(facet));
  return [...own, ...ordered.map(({ text }) => placed(text, subject, language))];
}

function placed(text: string, { topic, isPhrase }: Subject, language: 'zh' | 'en'): string {
  if (!isPhrase)
    return language === 'zh' ? `${topic}${text.replace('{}', '这')}` : `${topic} ${text.replace('{}', 'this')}`;
  const apart = language === 'zh' && /[\w)]$/.test(topic) ? ' ' : '';
  return text.replace('{}', () => `${topic}${apart}`);
}
