import { awsAccess, config } from '../config.ts';
import { logger } from '../telemetry/logger.ts';
import { invokeLater } from './invoke-later.ts';
import { createNudge, type Nudge } from './nudge.ts';

const invoking = createNudge((queue) => invokeLater(`${config().STEP_FUNCTION_PREFIX}${queue}`, awsAccess()), logger);

/** This process' nudge: invokes the queue's step on Lambda where STEP_FUNCTION_PREFIX says how it is called, else nothing. */
export const liveNudge: Nudge = {
  async send(queues) {
    if (config().STEP_FUNCTION_PREFIX) await invoking.send(queues);
  },
};
