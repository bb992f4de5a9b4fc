import { liveDatabase } from '../database/live.ts';
import { createNotices } from './notices.ts';

/** This process' notices. */
export const liveNotices = createNotices({ database: liveDatabase });
