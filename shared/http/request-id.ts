import { randomUUID } from 'node:crypto';

const token = /^[\w.:=+/@-]{1,128}$/;

/** The caller's `x-request-id` if it is a plain token of at most 128 characters, else a new UUID. */
export const requestIdOf = (header: string | undefined): string =>
  header !== undefined && token.test(header) ? header : randomUUID();
