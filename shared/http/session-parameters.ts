import * as z from 'zod';

/** The path parameter of `/sessions/{id}`. */
export const SessionParams = z.strictObject({
  id: z.uuid('must be a session_id as POST /chat gave it, e.g. 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'),
});

/** The 404 of `/sessions/{id}`. */
export const noSuchSession = (id: string): string => `There is no session ${id}. POST /chat begins one.`;
