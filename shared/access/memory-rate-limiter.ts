import { type Verdict, verdictOf, windowMilliseconds } from './rate-limit.ts';

/** Clients that are remembered; beyond it those that have been silent for longest are forgotten. */
const mostClients = 20_000;

/** Limits by this process' own count. */
export function memoryRateLimiter(
  perMinute: number,
  now: () => number = () => performance.now(),
): { take(client: string): Verdict } {
  const interval = windowMilliseconds / perMinute;
  /** When each client would be back at its even pace; the one that asked last stands last. */
  const paces = new Map<string, number>();
  return {
    take(client) {
      const time = now();
      const before = Math.max(0, (paces.get(client) ?? time) - time);
      const allowed = before + interval <= windowMilliseconds + 1e-6;
      const ahead = allowed ? before + interval : before;
      paces.delete(client);
      paces.set(client, time + ahead);
      if (paces.size > mostClients) paces.delete(paces.keys().next().value ?? '');
      return verdictOf(allowed, ahead, perMinute);
    },
  };
}
