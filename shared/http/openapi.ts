import * as z from 'zod';
import type { EndpointDeclaration, ResponseDeclaration } from './define-endpoint.ts';
import { Problem } from './problem.ts';

const parameterPlaces = { params: 'path', query: 'query', headers: 'header' } as const;
const keySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A key of API_KEYS, where the operator has set any.' },
  api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key in a header of its own.' },
};
/** Any of the ways to send a key, or none: a system may have no keys. */
const withKey = [...Object.keys(keySchemes).map((name) => ({ [name]: [] })), {}];
const problemReference = { $ref: '#/components/schemas/Problem' };

/** The OpenAPI 3.1 document of the endpoints, sorted by path. */
export function openApiDocument(endpoints: EndpointDeclaration[], { version }: { version: string }) {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Multi-agent system',
      version,
      description:
        'Ask for work over HTTP; agents do it in durable steps. Where keys are set (API_KEYS), send one with every request, ' +
        'also to streams: read those with fetch, because the EventSource of browsers cannot send headers. Where a limit ' +
        'is set, the headers RateLimit-Policy and RateLimit tell what is left, and a 429 says when to come back.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: { securitySchemes: keySchemes, schemas: { Problem: jsonSchema(Problem, 'output') } },
  };
}

function operation(endpoint: EndpointDeclaration) {
  const { method, path, summary, description, tag, body, response } = endpoint;
  const parameters = parametersOf(endpoint);
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^a-zA-Z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: endpoint.open ? [] : withKey,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } } }
      : {}),
    responses: {
      ...Object.fromEntries(Object.entries(response).map(([status, declared]) => [status, responseOf(declared)])),
      '4XX': problemResponse('The request cannot be carried out; `detail` says why and what to do.'),
      '5XX': problemResponse('The service failed; after a 503 the same request may succeed later.'),
    },
  };
}

function parametersOf(endpoint: EndpointDeclaration): object[] {
  return Object.entries(parameterPlaces).flatMap(([part, place]) => {
    const schema = endpoint[part as keyof typeof parameterPlaces];
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema, 'input');
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(describedBy(property) ?? {}),
      schema: property,
    }));
  });
}

const describedBy = (property: unknown): { description: string } | undefined =>
  typeof property === 'object' && property && 'description' in property
    ? { description: String(property.description) }
    : undefined;

function responseOf(declared: ResponseDeclaration | ResponseDeclaration[]) {
  const [usual, ...others] = [declared].flat().map(contentOf);
  if (!usual?.content) return usual;
  return { ...usual, content: Object.assign({}, usual.content, ...others.map(({ content }) => content)) };
}

function contentOf(declared: ResponseDeclaration) {
  if (!(declared instanceof z.ZodType)) {
    const { contentType, description } = declared;
    return { description, ...(contentType && { content: { [contentType]: { schema: { type: 'string' } } } }) };
  }
  const schema = jsonSchema(declared, 'output');
  return { description: schema.description ?? 'The answer.', content: { 'application/json': { schema } } };
}

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemReference } },
});

/** OpenAPI 3.1's dialect is JSON Schema 2020-12, so that `$schema` need not be repeated. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}
