import { destination, pino, stdTimeFunctions } from 'pino';
import { config } from '../config.ts';

/** A structured logger: `logger.info({ task_id }, 'message')`. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: Record<string, unknown>): Logger;
}

let root: Logger | undefined;

/** The process' logger: JSON lines on standard error, from `LOG_LEVEL` up. */
export function logger(): Logger {
  root ??= pino(
    {
      level: config().LOG_LEVEL,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['*.authorization', '*.api_key', 'authorization', 'api_key'],
    },
    destination({ dest: 2, sync: false }),
  );
  return root;
}

/** A logger that writes nothing, for tests. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};
