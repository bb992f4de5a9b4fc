import { liveDatabase } from '../shared/database/live.ts';
import { liveLlm } from '../shared/llm/live.ts';
import type { Ports } from '../shared/ports.ts';
import { liveNudge } from '../shared/queue/live.ts';
import { liveNotices } from '../shared/tasks/live.ts';
import { liveIntake } from '../shared/tasks/live-intake.ts';

/** Every port of this process. */
export const livePorts: Ports = {
  database: liveDatabase,
  llm: liveLlm,
  intake: liveIntake,
  notices: liveNotices,
  nudge: liveNudge,
};
