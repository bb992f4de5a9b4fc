/** What is usually asked of a subject, the most asked first; `{}` stands for the subject. */
const facets = {
  zh: [
    '{}目前有哪些主要应用？',
    '{}能带来哪些好处和价值？',
    '{}有哪些局限、风险和挑战？',
    '{}未来会怎样发展，前景如何？',
    '{}依靠哪些技术和数据？',
    '{}涉及哪些伦理、隐私和监管问题？',
    '{}由谁使用，如何落地？',
    '{}怎样评价效果？',
  ],
  en: [
    'What are the main uses of {} today?',
    'What benefits does {} bring?',
    'What are the limits, risks and challenges of {}?',
    'How will {} develop, and what is its outlook?',
    'Which techniques and data does {} rely on?',
    'Which questions of ethics, privacy and regulation does {} raise?',
    'Who uses {}, and how is it put into practice?',
    'How is the effect of {} judged?',
  ],
};

/** Words of a query that ask about a subject rather than name it. */
const asking = {
  zh: /(的)?(应用前景|发展前景|应用现状|发展趋势|研究进展|前景|现状|趋势|应用|影响|介绍|分析|综述|有哪些|是什么|如何|怎么样|怎样)[？?。.]*$/u,
  en: /^(what (is|are)|how (does|do|is|are)|the )\s*|\s*(outlook|prospects|overview|applications?|trends?)?[?.]*$/giu,
};

/** Sub-questions from the query's own terms: its subject under the usual facets. The first is the query where it is a question. */
export function facetQuestions(query: string, language: 'zh' | 'en', count: number): string[] {
  const subject = query.trim().replace(asking[language], '').trim() || query.trim();
  const own = /[?？]\s*$/u.test(query) ? [query.trim()] : [];
  return [...own, ...facets[language].map((facet) => facet.replace('{}', () => subject))].slice(0, count);
}
