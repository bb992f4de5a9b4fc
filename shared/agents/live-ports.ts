import { liveDatabase } from '../database/live.ts';
import { liveLlm } from '../llm/live.ts';
import type { Ports } from '../ports.ts';
import { liveIntake, liveNotices } from '../tasks/live.ts';

/** Every port of this process. */
export const livePorts: Ports = { database: liveDatabase, llm: liveLlm, intake: liveIntake, notices: liveNotices };
