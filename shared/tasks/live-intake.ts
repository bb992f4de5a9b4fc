import { liveDatabase } from '../database/live.ts';
import { liveNudge } from '../queue/live.ts';
import { createTaskIntake } from './task-intake.ts';

/** This process' intake of tasks. */
export const liveIntake = createTaskIntake({ database: liveDatabase, nudge: liveNudge });
