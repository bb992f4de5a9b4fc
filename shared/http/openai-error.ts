import type { AppError } from '../errors.ts';

/** An error in the words of OpenAI's API, which its SDKs read. */
export interface OpenaiError {
  message: string;
  type: string;
  param: string | null;
  code: string;
}

/** Is a path one of OpenAI's API? */
export const isOpenaiPath = (path: string): boolean => path.startsWith('/v1/');

/** An error as OpenAI's API tells it. */
export const openaiErrorOf = ({ message, status, code, violations }: AppError): OpenaiError => ({
  message,
  type: typeOf(status),
  param: violations[0] ? paramOf(violations[0].path) : null,
  code: code === 'invalid_key' || code === 'key_required' ? 'invalid_api_key' : code,
});

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** `messages[0].role` for `/messages/0/role`. */
const paramOf = (pointer: string): string =>
  pointer
    .replace(/^\//, '')
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
