import * as z from 'zod';
import { Conflict, Unavailable } from '../errors.ts';
import { defineEndpoint } from '../http/define-endpoint.ts';
import type { HttpHandler } from '../http/http-event.ts';
import { lambdaHttp } from '../http/lambda-http.ts';

const Note = z.strictObject({
  text: z.string().min(1),
  count: z.int().optional(),
  tags: z.array(z.string()).optional(),
});

const createNote = defineEndpoint({
  method: 'POST',
  path: '/notes',
  tag: 'notes',
  summary: 'Echoes a note',
  headers: z.object({
    prefer: z
      .string()
      .regex(/^wait=\d+$/, 'must be wait=N')
      .optional(),
  }),
  body: Note,
  bodyLimit: 100_000,
  response: { 201: Note },
  handle: async ({ body }) => ({ status: 201, body, headers: { location: '/notes/1' } }),
});

const getNote = defineEndpoint({
  method: 'GET',
  path: '/notes/{id}',
  tag: 'notes',
  summary: 'Echoes what it is asked',
  params: z.object({ id: z.uuid('must be a UUID') }),
  query: z.object({ limit: z.coerce.number().int().max(100).optional(), q: z.string().optional() }),
  response: { 200: z.object({ id: z.string() }) },
  handle: async ({ params, query }) => ({ status: 200, body: { ...params, ...query } }),
});

const deleteNote = defineEndpoint({
  method: 'DELETE',
  path: '/notes/{id}',
  tag: 'notes',
  summary: 'Answers nothing',
  params: z.object({ id: z.uuid() }),
  response: { 204: { description: 'The note is gone.' } },
  handle: async () => ({ status: 204 }),
});

const failures: Record<string, () => Error> = {
  unexpected: () => new Error('password=hunter2'),
  busy: () => new Unavailable('The database does not answer.', { retryAfterSeconds: 3 }),
  conflict: () => new Conflict('The note is closed.'),
};

const fail = defineEndpoint({
  method: 'GET',
  path: '/failures/{kind}',
  tag: 'notes',
  summary: 'Fails',
  params: z.object({ kind: z.enum(['unexpected', 'busy', 'conflict']) }),
  response: {},
  handle: async ({ params }) => {
    throw failures[params.kind]?.();
  },
});

const readPage = defineEndpoint({
  method: 'GET',
  path: '/page',
  tag: 'notes',
  summary: 'Answers text',
  open: true,
  response: { 200: { contentType: 'text/html', description: 'A page.' } },
  handle: async () => ({ status: 200, contentType: 'text/html', body: '<p>你好</p>' }),
});

const stream = defineEndpoint({
  method: 'GET',
  path: '/stream',
  tag: 'notes',
  summary: 'Streams two chunks',
  streams: true,
  response: { 200: { contentType: 'text/event-stream', description: 'Chunks.' } },
  handle: async () => ({ status: 200, contentType: 'text/event-stream', stream: chunks() }),
});

async function* chunks(): AsyncGenerator<string> {
  yield 'data: 一\n\n';
  yield 'data: two\n\n';
}

/** Small endpoints that use every part of the HTTP contract, as functions that a host can serve. */
export const contractFunctions = [
  { name: 'create-note', endpoint: createNote, handler: lambdaHttp(createNote, {}) },
  { name: 'get-note', endpoint: getNote, handler: lambdaHttp(getNote, {}) },
  { name: 'delete-note', endpoint: deleteNote, handler: lambdaHttp(deleteNote, {}) },
  { name: 'fail', endpoint: fail, handler: lambdaHttp(fail, {}) },
  { name: 'read-page', endpoint: readPage, handler: lambdaHttp(readPage, {}) },
  { name: 'stream', endpoint: stream, handler: lambdaHttp(stream, {}) },
] satisfies { name: string; endpoint: unknown; handler: HttpHandler }[];
