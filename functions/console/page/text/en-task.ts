/** The words of the task's page, in English. */
export const taskEn = {
  back: 'All tasks',
  created: 'created',
  took: 'took',
  cost: 'cost',
  tokens: (input: number, output: number) => `${input} → ${output} tokens`,
  by: 'by',
  noModel: 'no model',
  timeline: 'Timeline',
  timelineHelp: 'Each line is a step, from left to right as time passes; hatched is waiting.',
  timelineEmpty: 'No step has begun yet. It starts as soon as a worker is free.',
  waited: 'waited',
  ran: 'ran',
  attempt: (n: number) => `Attempt ${n}`,
  attempts: (n: number) => (n === 1 ? '1 attempt' : `${n} attempts`),
  retryIn: (time: string) => `tried again after ${time}`,
  released: 'handed back when a worker stopped',
  calls: 'Model calls',
  firstText: 'first text after',
  noCalls: 'No model was called in this step.',
  cached: 'answered from the cache',
  costUnknown: 'cost not known',
  report: 'Report',
  reportComing: 'The report appears here when the last step is done.',
  result: 'Result',
  sources: 'Sources',
  source: (n: number) => `Source ${n}`,
  quotes: 'What it says, word for word',
  noQuotes: 'No verbatim quote was kept for this source.',
  openPage: 'Open the page',
  citations: (good: number, bad: number) =>
    bad
      ? `${good} quotes checked against the documents, ${bad} dropped`
      : `${good} quotes checked against the documents`,
  actions: 'Actions',
  curl: 'Copy as curl',
  powershell: 'Copy as PowerShell',
  download: 'Download .md',
  json: 'Raw JSON',
  again: 'Run again',
  cancelled: 'This task was cancelled. Nothing of it runs any more. “Run again” starts a new one with the same query.',
  degradedTitle: 'Degraded: this result is less than it could be',
  failedTitle: 'Failed',
  said: 'Reason',
  toSystem: 'See the diagnosis',
  /** What stands before the server's own words on a reason, which are English. */
  reasons: {} as Record<string, string>,
  advice: {
    noKey:
      'No language model is configured, so passages were picked by ranking and sentences were extracted. Set the key of a provider (OPENAI_API_KEY, DEEPSEEK_API_KEY or ANTHROPIC_API_KEY), restart, and run it again.',
    switchedOff:
      'Language models are switched off by LLM_PROVIDER=placeholder. Take that setting away, restart, and run it again.',
    modelsFailed:
      'Every language model failed. The reason below says how: check the key, the model’s name and the account’s quota; the diagnosis shows what the server sees. Then run it again.',
    budget: 'The task’s budget was used up before it was done. Run it again with a larger one.',
    dailyBudget:
      'The budget of the day (UTC) for language models is used up. Run it again tomorrow, or let the operator raise LLM_DAILY_BUDGET_USD.',
    misconfigured:
      'The settings of the language models are wrong, so none was called. The reason below says what to change; then restart, and run it again.',
    priceUnknown:
      'A budget is set, but what the configured models cost is not known, so none was called. Choose a model with a known price, or lift the budget; then run it again.',
    wrongForm:
      'The language model answered in a form that cannot be used. Run it again; if that stays so, choose a larger model.',
    unverified:
      'What the language model wrote could not be verified against the documents. Run it again, or choose a larger model.',
    evidence: 'The documents say little or nothing on this. Add documents on the subject, and run it again.',
    timeout: 'A step took longer than it may. If the model is slow, try again later or choose a faster one.',
    worker:
      'The worker died under this step each time. Look at its log for memory or crash messages, then run it again.',
    gone: 'Something that the task names, such as a document, is not there (any more). Add it again, or ask without it.',
    input: 'The data does not fit what was asked. The reason below names it: change that, and start a new task.',
    unknown: 'The part of the system that does this is not there any more. Choose another agent.',
    other:
      'The reason below comes from the step itself. Run it again; if it fails in the same way, look at the server’s log.',
  },
};
