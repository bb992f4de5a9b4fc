import { tasks } from './0001-tasks.ts';
import { documents } from './0002-documents.ts';
import { milestones } from './0003-milestones.ts';
import { sessions } from './0005-sessions.ts';
import { llmCalls } from './0006-llm-calls.ts';
import { dataSets } from './0007-data-sets.ts';
import { metrics } from './0008-metrics.ts';
import { traces } from './0010-traces.ts';

export interface Migration {
  /** Its place in the order; never changes once landed. */
  number: number;
  name: string;
  /** Run one by one, in one transaction with every other pending migration. */
  statements: string[];
}

/** All migrations, oldest first. A landed one is never edited: add another. */
export const migrations: Migration[] = [tasks, documents, milestones, sessions, llmCalls, dataSets, metrics, traces];
