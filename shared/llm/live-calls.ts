import { liveDatabase } from '../database/live.ts';
import { logger } from '../telemetry/logger.ts';
import { createCallLog } from './call-log.ts';

/** Where this process' model calls are stored. */
export const liveCalls = createCallLog({ database: liveDatabase, logger });
