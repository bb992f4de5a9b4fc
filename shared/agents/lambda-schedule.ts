import { logger } from '../telemetry/logger.ts';
import type { Schedule } from './define-schedule.ts';

/** The Lambda entry of a schedule; a run that fails counts as an error of the function, and the next minute repeats it. */
export function lambdaSchedule<SchedulePorts>(schedule: Schedule<SchedulePorts>, ports: SchedulePorts) {
  return async (): Promise<void> => schedule.run(ports, { logger: logger() });
}
