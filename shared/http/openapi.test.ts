import { describe, expect, test } from 'vitest';
import { contractFunctions } from '../testing/contract-endpoints.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument(
  contractFunctions.map(({ endpoint }) => endpoint),
  { version: '1.2.3' },
);
// biome-ignore lint/suspicious/noExplicitAny: a document is read by its paths
const paths = document.paths as any;

describe('the OpenAPI document', () => {
  test('names its version and sorts its paths', () => {
    expect(document).toMatchObject({ openapi: '3.1.1', info: { version: '1.2.3' } });
    expect(Object.keys(document.paths)).toEqual(Object.keys(document.paths).toSorted());
  });

  test('describes path, query and header parameters', () => {
    expect(paths['/notes/{id}'].get.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: expect.objectContaining({ format: 'uuid' }) },
      { name: 'limit', in: 'query', required: false, schema: expect.objectContaining({ maximum: 100 }) },
      { name: 'q', in: 'query', required: false, schema: { type: 'string' } },
    ]);
    expect(paths['/notes'].post.parameters).toMatchObject([{ name: 'prefer', in: 'header', required: false }]);
  });

  test('says what a body may hold, and that nothing else may be in it', () => {
    const { schema } = paths['/notes'].post.requestBody.content['application/json'];
    expect(schema).toMatchObject({ type: 'object', required: ['text'], additionalProperties: false });
  });

  test('declares no content for an answer without a body', () => {
    expect(paths['/notes/{id}'].delete.responses['204']).toEqual({ description: 'The note is gone.' });
    expect(paths['/page'].get.responses['200'].content).toEqual({ 'text/html': { schema: { type: 'string' } } });
  });

  test('has an operation id of its own for each operation', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect(new Set(ids).size).toBe(contractFunctions.length);
    expect(ids).toContain('getNotesId');
  });

  test('asks for a key, if the system has any, for all but open endpoints', () => {
    expect(paths['/notes'].post.security).toEqual([{ bearer: [] }, { api_key: [] }, {}]);
    expect(paths['/page'].get.security).toEqual([]);
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
    });
  });

  test('declares problems once, and every operation refers to them', () => {
    expect(document.components.schemas.Problem).toMatchObject({ type: 'object' });
    for (const path of Object.values(document.paths)) {
      for (const operation of Object.values(path)) {
        expect(operation).toMatchObject({
          responses: {
            '4XX': { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
          },
        });
      }
    }
  });
});
