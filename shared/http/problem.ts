import * as z from 'zod';
import { AppError } from '../errors.ts';
import type { HttpResult } from './http-event.ts';
import { isOpenaiPath, openaiErrorOf } from './openai-error.ts';
import { statusTitle } from './status-title.ts';
import { textResult } from './text-result.ts';

/** The body of every error answer (RFC 9457). */
export const Problem = z
  .object({
    type: z.literal('about:blank').describe('Always about:blank: `code` tells problems apart.'),
    title: z.string().describe('The phrase of the HTTP status.'),
    status: z.int().describe('The HTTP status.'),
    detail: z.string().describe('What went wrong and what to do, for people.'),
    instance: z.string().describe('The path of the request.'),
    code: z.string().describe('A stable name of the problem, for programs.'),
    request_id: z.string().describe('Names this request in the logs.'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('Each invalid place: a JSON pointer into the body, or the name of a parameter or header.'),
    error: z
      .object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string() })
      .optional()
      .describe("Under /v1/: the same in the words of OpenAI's API."),
  })
  .describe('What went wrong (RFC 9457).');

export const problemType = 'application/problem+json; charset=utf-8';

/** The request that met the problem. */
interface ProblemRequest {
  requestId: string;
  path: string;
}

/** The problem+json answer for anything thrown; an error that is not an AppError is a 500 that tells no internals. */
export function problemResult(thrown: unknown, request: ProblemRequest): HttpResult {
  const error = asAppError(thrown);
  return textResult(
    error.status,
    problemType,
    JSON.stringify(problemOf(error, request)),
    request.requestId,
    error.headers,
  );
}

/** The same problem as an object, for a place within an answer. */
export function problemOf(thrown: unknown, { requestId, path }: ProblemRequest): z.input<typeof Problem> {
  const error = asAppError(thrown);
  const problem: z.input<typeof Problem> = {
    type: 'about:blank',
    title: statusTitle(error.status) ?? 'Error',
    status: error.status,
    detail: error.message,
    instance: path,
    code: error.code,
    request_id: requestId,
  };
  if (error.violations.length > 0) problem.errors = error.violations;
  if (isOpenaiPath(path)) problem.error = openaiErrorOf(error);
  return problem;
}

const asAppError = (thrown: unknown): AppError => (thrown instanceof AppError ? thrown : unexpected(thrown));

function unexpected(cause: unknown): AppError {
  const message = 'Something failed on the server and was logged. Name the request_id when you report it.';
  return new AppError('internal_error', 500, message, { cause });
}
