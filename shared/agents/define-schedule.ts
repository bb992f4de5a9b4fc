import type { Logger } from '../telemetry/logger.ts';

/** Work that EventBridge has Lambda do each minute, where no process of ours runs all the time. */
export interface Schedule<SchedulePorts = never> {
  /** Its folder and its metric label. */
  name: string;
  summary: string;
  /** Seconds that one run may take. */
  timeoutSeconds: number;
  run(ports: SchedulePorts, context: { logger: Logger }): Promise<void>;
}

/** Declares a schedule. */
export function defineSchedule<SchedulePorts>(schedule: Schedule<SchedulePorts>): Schedule<SchedulePorts> {
  return schedule;
}
