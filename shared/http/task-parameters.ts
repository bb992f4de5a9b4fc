import * as z from 'zod';

/** The path parameter of everything below `/tasks/{id}`. */
export const TaskParams = z.strictObject({
  id: z.uuid('must be a task id as POST /tasks gave it, e.g. 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'),
});

/** The 404 of everything below `/tasks/{id}`. */
export const noSuchTask = (id: string): string => `There is no task ${id}. GET /tasks lists the tasks.`;
