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
  report: 'Report',
  reportComing: 'The report appears here when the last step is done.',
  result: 'Result',
  sources: 'Sources',
  source: (n: number) => `Source ${n}`,
  quotes: 'What it says, word for word',
  noQuotes: 'No verbatim quote was kept for this source.',
  openPage: 'Open the page',
  toDocument: 'Find it in the documents',
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
  missing: 'There is no such task on this server',
  degradedTitle: 'Degraded: this result is less than it could be',
  failedTitle: 'Failed',
  said: 'Reason',
  toSystem: 'See the diagnosis',
  advice: {
    noKey:
      'No language model is configured, so passages were picked by ranking and sentences were extracted. Set the key of a provider (OPENAI_API_KEY, DEEPSEEK_API_KEY or ANTHROPIC_API_KEY), restart, and run it again.',
    switchedOff:
      'Language models are switched off by LLM_PROVIDER=placeholder. Take that setting away, restart, and run it again.',
    modelsFailed:
      'Every language model failed. The reason below says how: check the key, the model’s name and the account’s quota; the diagnosis shows what the server sees. Then run it again.',
    budget: 'The task’s budget was used up before it was done. Run it again with a larger one.',
    evidence: 'The documents say little or nothing on this. Add documents on the subject, and run it again.',
    timeout: 'A step took longer than it may. If the model is slow, try again later or choose a faster one.',
    worker:
      'The worker died under this step each time. Look at its log for memory or crash messages, then run it again.',
    unknown: 'The part of the system that does this is not there any more. Choose another agent.',
    other:
      'The reason below comes from the step itself. Run it again; if it fails in the same way, look at the server’s log.',
  },
};
