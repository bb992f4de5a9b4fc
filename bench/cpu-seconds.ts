import { existsSync, readFileSync } from 'node:fs';

/** The clock of /proc, in seconds. */
const tick = 0.01;

/** Why the CPU time of other processes cannot be read here; undefined if it can. */
export const whyNoCpuSeconds = existsSync('/proc/self/stat') ? undefined : 'CPU of other processes is read from /proc';

/** CPU seconds that a process has used since its start, with all its threads. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tick;
}
