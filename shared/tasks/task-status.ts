export const taskStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export type StepStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

const ended: ReadonlySet<string> = new Set<TaskStatus>(['completed', 'failed', 'cancelled']);

/** Will the task never change again? */
export const hasEnded = (status: TaskStatus): boolean => ended.has(status);
