import { InvalidRequest } from '../errors.ts';
import { checkText } from './check-text.ts';
import { defaultBodyLimit, type Endpoint } from './define-endpoint.ts';
import { fieldNames } from './field-names.ts';
import type { HttpEvent } from './http-event.ts';
import { pathParameters } from './path-parameters.ts';
import { readBody } from './read-body.ts';
import { readQuery, refuseUnknown } from './read-query.ts';
import { validate } from './validate.ts';

/** The parts of a request, decoded and validated. */
export interface RequestParts {
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
}

/** Makes the reader of an endpoint's requests: it throws an AppError (4xx) for whatever the endpoint does not declare. */
export function requestReader(endpoint: Endpoint): (event: HttpEvent) => RequestParts {
  const { path, params, query, headers, body, bodyLimit = defaultBodyLimit } = endpoint;
  const queryNames = fieldNames(query);
  const headerNames = [...(fieldNames(headers) ?? [])];
  return (event) => {
    const given = readQuery(event.rawQueryString);
    if (queryNames) refuseUnknown(given, queryNames);
    return {
      params:
        params && validate(params, checkedParams(event.pathParameters ?? pathParameters(path, event.rawPath)), 'path'),
      query: query && validate(query, given, 'query'),
      headers: headers && validate(headers, pick(event.headers, headerNames), 'header'),
      body: body && bodyOf(event, body, bodyLimit),
    };
  };
}

function bodyOf(event: HttpEvent, schema: NonNullable<Endpoint['body']>, limit: number): unknown {
  const value = readBody(event, limit);
  if (value === undefined && !schema.safeParse(undefined).success) {
    throw new InvalidRequest('The request has no body. Send JSON, with Content-Type: application/json; charset=utf-8.');
  }
  return validate(schema, value, 'body');
}

function checkedParams(params: HttpEvent['pathParameters'] = {}): unknown {
  for (const [name, value] of Object.entries(params)) checkText(value, name);
  return params;
}

function pick(headers: HttpEvent['headers'], names: string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
