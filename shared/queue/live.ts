import { awsAccess, config } from '../config.ts';
import { logger } from '../telemetry/logger.ts';
import { invokeLater } from './invoke-later.ts';
import { createNudge } from './nudge.ts';

/** This process' nudge: invokes the queue's step on Lambda where STEP_FUNCTION_PREFIX says how it is called, else nothing. */
export const liveNudge = createNudge(async (queue) => {
  const { STEP_FUNCTION_PREFIX } = config();
  if (STEP_FUNCTION_PREFIX) await invokeLater(`${STEP_FUNCTION_PREFIX}${queue}`, awsAccess());
}, logger);
