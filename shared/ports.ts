import type { Database } from './database/database.ts';
import type { LanguageModel } from './llm/language-model.ts';
import type { Nudge } from './queue/nudge.ts';
import type { Notices } from './tasks/notices.ts';
import type { TaskIntake } from './tasks/task-intake.ts';

/** Everything that a handler may depend on; each names the few that it uses: `Pick<Ports, …>`. */
export interface Ports {
  database: Database;
  llm: LanguageModel;
  /** Accepts tasks, in group commits. */
  intake: TaskIntake;
  /** Tells when something happened to a task. */
  notices: Notices;
  /** Wakes the functions of queues that got jobs, on Lambda. */
  nudge: Nudge;
}
