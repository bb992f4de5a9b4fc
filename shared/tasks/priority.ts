export const priorities = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** How long a task of a priority may be overtaken by later urgent ones, in seconds. */
const patienceSeconds: Record<Priority, number> = { urgent: 0, high: 120, medium: 600, low: 1800 };

/** Keeps the numbers within 32 bits until 2094. */
const epochSeconds = Date.UTC(2026, 0, 1) / 1000;

/**
 * A task's rank in the queue, larger first: the negative of its virtual deadline (created + patience). Deadlines do not
 * move, so a low task overtakes every urgent one that comes half an hour after it: the order ages without being rewritten.
 */
export function rankOf(priority: Priority, createdAt: Date): number {
  return epochSeconds - Math.floor(createdAt.getTime() / 1000) - patienceSeconds[priority];
}
