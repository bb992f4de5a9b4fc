const aspectsEn =
  '(?:risks?|dangers?|benefits?|advantages?|disadvantages?|pros|cons|strengths?|weaknesses|applications?|uses?|use cases|limits?|limitations?|challenges?|problems?|issues?|drawbacks?|outlook|prospects?|future|trends?|impacts?|effects?|influence|role|state|developments?|history|definition|meaning|importance|value|costs?|ethics|overview|basics|principles?|introduction|summary|advances|progress|status)';
const qualityEn =
  '(?:main|key|current|potential|possible|future|biggest|major|most important|latest|recent|practical|clinical|ethical|legal|common|typical|different|general|brief|short|detailed)';

const aspectsZh =
  '(?:应用前景|发展前景|应用现状|发展现状|发展趋势|未来趋势|未来发展|应用场景|研究进展|最新进展|前景|现状|趋势|未来|应用|用途|影响|优势|优点|优缺点|缺点|利弊|好处|风险|隐患|挑战|局限性|局限|不足|瓶颈|综述|概述|简介)';
/** These end many a name ("环境问题"), so they are an aspect only after 的. */
const nounsZh =
  '(?:问题|技术|方法|发展|历史|作用|价值|意义|情况|特点|原理|概念|定义|含义|进展|分析|介绍|工作原理|用法|案例|例子|难点)';
const qualityZh = '(?:主要|关键|潜在|最新|未来|具体|重要|核心|常见|不同)?的?';

interface AskingForms {
  /** What is taken off a query, one after the other, to leave its topic; each with what stands in its place. */
  strip: [RegExp, string][];
  /** What is left is no noun phrase. */
  clause: RegExp;
  /** The query asks, also without a question mark. */
  question: RegExp;
}

/** How queries ask for something, around the topic that they name. */
export const askingForms: Record<'zh' | 'en', AskingForms> = {
  en: {
    strip: [
      [
        /^(?:please |kindly |(?:can|could|would|will) you (?:please )?|i(?:'d| would)? (?:like|want|need) (?:you )?to (?:know|learn|understand|read)? ?)+/i,
        '',
      ],
      [/^(?:tell|give|show|write|send) (?:me |us )?/i, ''],
      [
        /^(?:explain|describe|analy[sz]e|summari[sz]e|discuss|research|investigate|explore|review|outline|assess|evaluate) (?=\S)/i,
        '',
      ],
      [/^(?:more )?(?:about|on) /i, ''],
      [/^(?:a |an )?(?:report|essay|article|paper) (?:about|on) /i, ''],
      [/^(?:what|which|who)(?:'s| is| are| was| were) /i, ''],
      [/^what about /i, ''],
      [/^what role (?:do|does|did) (.+) play in /i, '$1 in '],

      [/^how (?:do|does|did|can) (.+) work$/i, '$1'],
      [
        /^(?:how|why) (?:do|does|did|can|could|will|would) (.+?) (?:help|improve|change|affect|benefit|support|influence|transform|shape) (?=\S).+$/i,
        '$1',
      ],
      [/^what (?:do|does|did) (.+) (?:mean|do)$/i, '$1'],
      [/^how (?:is|are) (.+?) (?:being )?(?:used|applied) (?=(?:in|for|by|at|to) )/i, '$1 '],
      [/^why (?:is|are) (.+) (?:important|useful|relevant|necessary|needed)$/i, '$1'],
      [/^(?:the |an? )?(?:\w+ )?(?:impacts?|effects?|influence) of (.+) on (?=\S)/i, '$1 in '],
      [
        new RegExp(
          `^(?:the |an? )?(?:${qualityEn} )*${aspectsEn}(?:(?:,| and|, and| or|/) ?(?:${qualityEn} )*${aspectsEn})* (?:of|for|in|with|from|to|on) (?:using |the use of )?`,
          'i',
        ),
        '',
      ],
      [new RegExp(`(?:,? (?:and )?(?:${qualityEn} )*${aspectsEn})+$`, 'i'), ''],
      [/[:,]$/, ''],
    ],
    clause:
      /^(?:what|which|who|whom|whose|when|where|why|how|if|whether|is|are|was|were|do|does|did|can|could|should|would|will|may|must|has|have)\b/i,
    question:
      /^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|should|would|will)\b/i,
  },
  zh: {
    strip: [
      [/^(?:请问|请你|请您|请|麻烦你?|帮我|帮忙|我想要?|想|能否|能不能|可以|你能|您能)+/, ''],
      [/^(?:详细|简要|简单|系统|深入|全面|具体|综合)地?/, ''],
      [
        /^(?:(?:分析(?!化学|师|仪|哲学|力学|法|学)|介绍(?!信)|说明(?!书)|解释(?!器|学)|总结|概述|阐述|讨论(?!班)|调研|谈谈|讲讲|说说|聊聊|了解|知道|列出|描述|梳理)|(?:研究|评估|比较|综述)(?=一下|下))(?:一下|下)?/,
        '',
      ],
      [/^(?:关于|有关)/, ''],
      [/^(?:什么是|什么叫|何谓|何为|如何看待|怎么看待?|如何评价)/, ''],
      [/(?:吗|呢|呀|啊)$/, ''],
      [
        new RegExp(
          `(?:目前|现在|当前|将|都|又|会|能|可以)*(?:面临|存在|具有|拥有|包括|带来|产生|有)(?:着|了)?(?:哪些|什么|多少|怎样的)${qualityZh}(?:${aspectsZh}|${nounsZh}|应用场景)?(?:[和与及、或](?:${aspectsZh}|${nounsZh}))*$`,
        ),
        '',
      ],
      [/(?:分别)?(?:是什么意思|是什么|有哪些|有什么|怎么样|怎样|如何|是怎样的|是怎么样的|为何)$/, ''],
      [
        new RegExp(
          `(?:的${qualityZh}|(?<=[^的]))${aspectsZh}(?:(?:[和与及、]|以及)${qualityZh}(?:${aspectsZh}|${nounsZh}))*(?:分析|介绍|研究|报告)?$`,
        ),
        '',
      ],
      [
        new RegExp(
          `的${qualityZh}(?:${aspectsZh}|${nounsZh})(?:(?:[和与及、]|以及)${qualityZh}(?:${aspectsZh}|${nounsZh}))*$`,
        ),
        '',
      ],
      [/(?:的|，|：|:|,)$/, ''],
      [/^(.{2,}?)(?<![针面相绝反校核应])对(?![象抗于话比待称策立手应齐接错])(?=.{2,}$)/u, '$1与'],
    ],
    clause:
      /如何|怎样|怎么|什么|为何|是否|能否|可否|能不能|会不会|是不是|要不要|该不该|哪[个些里种]|多少|^(?:谁|何时|何地)/,
    question: /如何|怎样|怎么|什么|为何|是否|能否|可否|能不能|会不会|是不是|要不要|该不该|哪[个些里种]|多少|吗$|呢$/,
  },
};
