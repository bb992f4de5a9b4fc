import { chatEn } from './en-chat.ts';
import { documentsEn } from './en-documents.ts';
import { systemEn } from './en-system.ts';
import { taskEn } from './en-task.ts';
import type { Words } from './words.ts';

/** The page's words in English; every other language has the same. */
export const en = {
  product: 'Agents',
  skip: 'Skip to content',
  nav: { label: 'Pages', tasks: 'Tasks', chat: 'Chat', documents: 'Documents', system: 'System' },
  connection: { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' },
  reconnecting: 'No connection to the server. What you see stays, and is brought up to date once it answers again.',
  limited: 'Too many requests: this page waits as long as the server asks, and then goes on by itself.',
  toLight: 'Light theme',
  toDark: 'Dark theme',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  more: 'Show more',
  loading: 'Loading…',
  copied: 'Copied.',
  copyFailed: 'The browser does not allow copying here. Select the text and copy it yourself.',
  degraded: 'degraded',
  statuses: {
    queued: 'queued',
    processing: 'working',
    running: 'running',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  priorities: { low: 'low', medium: 'medium', high: 'high', urgent: 'urgent' },
  errors: {
    unreachable: 'The server does not answer. Is it running? It will be asked again.',
    noAnswer: 'The server does not answer. Try again when it does.',
    missing: 'This server does not offer this yet. Update it to see it here.',
    other: 'This did not work.',
    reference: 'Name this when you report it:',
    byStatus: {
      400: 'Something in the request is not right.',
      403: 'The server refused this request.',
      404: 'It is not there (any more).',
      409: 'Its state does not allow that now.',
      413: 'That is too large.',
      422: 'Something in the request is not right.',
      429: 'Too many requests. Wait a moment, then try again.',
      500: 'Something failed on the server.',
      503: 'A part of the server is down for now. Try again in a moment.',
    },
  },
  /** What the agents that come with the system are for; others say it themselves. */
  agentHelp: {
    research: 'Plans questions, looks them up in your documents, and writes a report that cites them.',
    analysis: 'Computes statistics, comparisons and trends of your data, and explains them.',
  } as Record<string, string>,
  key: {
    title: 'API key',
    why: 'This server asks for a key. Its operator set it in API_KEYS.',
    refused: 'That key was refused. Check it, without the name before the colon.',
    label: 'Key',
    kept: 'It is kept in this tab only, until you close it.',
    use: 'Use it',
  },
  tasks: {
    title: 'Tasks',
    ask: 'Ask for work',
    query: 'What should be worked out?',
    hint: 'Ctrl + Enter sends it.',
    tooLong: (length: number, most: number) =>
      `This has ${length} characters, and a question at most ${most}. Shorten it, or add the long text as a document and ask about that.`,
    example: 'Example:',
    examples: ['What can AI do for doctors?', '人工智能在医疗领域的应用前景'],
    agent: 'Agent',
    priority: 'Priority',
    budget: 'Budget, in $',
    noBudget: 'no limit',
    data: 'Data',
    dataHint: 'A table: CSV, or Markdown. The first line names the columns.',
    kind: 'Analysis',
    kinds: {
      statistical: 'statistics',
      comparative: 'comparison',
      trend: 'trend',
      summary: 'summary',
    } as Record<string, string>,
    send: 'Start task',
    sending: 'Sending…',
    list: 'Tasks so far',
    filterStatus: 'Status',
    filterAgent: 'Agent',
    all: 'all',
    columns: { status: 'Status', query: 'Query', agent: 'Agent', progress: 'Steps', cost: 'Cost', age: 'Created' },
    steps: (done: number, total: number) => `${done} of ${total} steps`,
    cancelTask: (query: string) => `Cancel: ${query}`,
    none: 'No task yet',
    noneHelp:
      'Write above what you want to know. An agent works on it in steps that you can watch, and quotes its sources.',
    noMatch: 'No task passes this filter',
    noMatchHelp: 'Choose another status or agent.',
  },
  task: taskEn,
  chat: chatEn,
  documents: documentsEn,
  system: systemEn,
};

export type Text = Words<typeof en>;
