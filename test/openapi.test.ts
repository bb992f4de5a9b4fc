import { describe, expect, test } from 'vitest';
import openapi from '../docs/openapi.json' with { type: 'json' };
import { discoverFunctions } from '../local/discover-functions.ts';
import manifest from '../package.json' with { type: 'json' };
import { openApiDocument } from '../shared/http/openapi.ts';

const { endpoints } = await discoverFunctions();
const declarations = endpoints.map(({ endpoint }) => endpoint);

describe('docs/openapi.json', () => {
  test('is what the endpoints declare; `npm run openapi` renews it', () => {
    expect(openapi).toEqual(JSON.parse(JSON.stringify(openApiDocument(declarations, manifest))));
  });

  test('refers to nothing outside of its components', () => {
    const references = [...JSON.stringify(openapi).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']));
  });
});

describe('the endpoints', () => {
  test('declare no content for 204 and for redirections', () => {
    const { paths } = openApiDocument(declarations, manifest);
    const responses = Object.values(paths).flatMap((operations) =>
      Object.values(operations).flatMap((operation) =>
        Object.entries((operation as { responses: Record<string, object> }).responses),
      ),
    );
    const without = responses.filter(([status]) => /^(204|3\d\d)$/.test(status));
    expect(without.map(([status]) => status).toSorted()).toEqual(['204', '204', '204', '302']);
    for (const [, declared] of without) expect(declared).not.toHaveProperty('content');
  });

  test('refuse unknown fields in their bodies', () => {
    const { paths } = openApiDocument(declarations, manifest);
    const loose = Object.entries(paths).filter(
      ([, operations]) => JSON.stringify(operations).includes('"requestBody"') && !isStrict(operations),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});

/** Does each object that a body may be say that it takes nothing else? */
function isStrict(operations: object): boolean {
  const bodies = Object.values(operations).flatMap(
    ({ requestBody }) => requestBody?.content['application/json'].schema ?? [],
  );
  const alternatives = bodies.flatMap((schema) => schema.anyOf ?? schema.oneOf ?? schema);
  return alternatives
    .map((schema) => schema.items ?? schema)
    .every((schema) => schema.type !== 'object' || schema.additionalProperties === false);
}
