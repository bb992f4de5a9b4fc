import { expect, test } from 'vitest';
import { pathParameters } from './path-parameters.ts';

test.each([
  ['/tasks/{id}/events', '/tasks/42/events', { id: '42' }],
  ['/documents/{id}', '/documents/%E5%8C%BB%2F1', { id: '医/1' }],
  ['/documents/{id}', '/documents/%FF', { id: '%FF' }],
  ['/tasks/{id}/events', '/tasks//events', {}],
  ['/tasks/{id}/events', '/sessions/42/events', {}],
  ['/chat', '/chat', {}],
])('%s finds in %s its parameters', (pattern, path, found) => {
  expect(pathParameters(pattern, path)).toEqual(found);
});
