import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import openapi from '../docs/openapi.json' with { type: 'json' };
import type { RunningApi } from '../local/api.ts';
import { lendPostgres, testServer } from '../shared/testing/lend-database.ts';
import { arbitraryOf, type JsonSchema } from './arbitrary-of-schema.ts';

interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: JsonSchema }[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
}

const operations = Object.entries(openapi.paths as unknown as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

let api: RunningApi;
let closeAll: () => Promise<unknown>;
/** Ids of what is really there; filled before the first run. */
const ids = ['00000000-0000-4000-8000-000000000000'];

beforeAll(async () => {
  const lent = testServer ? await lendPostgres(testServer) : undefined;
  if (lent) process.env.DATABASE_URL = lent.url;
  else process.env.DATA_DIR = 'memory://';
  // Only now: the configuration is read once.
  const { liveDatabase } = await import('../shared/database/live.ts');
  const { liveNotices } = await import('../shared/tasks/live.ts');
  const { prepareDatabase } = await import('../shared/agents/prepare-database.ts');
  const { startApi } = await import('../local/api.ts');
  await prepareDatabase({ database: liveDatabase });
  api = await startApi({ host: '127.0.0.1', port: 0 });
  const created = await fetch(`${api.url}/tasks`, { method: 'POST', body: Buffer.from('{"query":"医疗 AI"}') });
  ids.push(((await created.json()) as { task_id: string }).task_id);
  const said = await fetch(`${api.url}/chat`, { method: 'POST', body: Buffer.from('{"message":"你好"}') });
  ids.push(((await said.json()) as { session_id: string }).session_id);
  closeAll = async () => {
    await api.close();
    await liveNotices.close();
    await liveDatabase.close();
    await lent?.[Symbol.asyncDispose]();
  };
});
afterAll(() => closeAll());

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '????', '-1', '1e999'),
);
const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const anyJson = fc.oneof(fc.jsonValue(), text);

/** Mostly right, so that requests get past the first check. */
const mostly = <Value>(right: fc.Arbitrary<Value>, wrong: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: wrong });

/** A value in which one place is wrong: replaced, removed, or one too many. */
const mutated = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, fc.nat(), anyJson, fc.constantFrom('replace', 'remove', 'add')).map(([made, at, other, how]) => {
    if (typeof made !== 'object' || made === null || Array.isArray(made)) return other;
    const keys = Object.keys(made);
    const key = keys[at % Math.max(1, keys.length)] ?? 'x';
    if (how === 'remove') return Object.fromEntries(Object.entries(made).filter(([name]) => name !== key));
    return { ...made, [how === 'replace' ? key : String(at)]: other };
  });

function bodyOf(schema: JsonSchema): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const right = arbitraryOf(schema, ids);
  const json = fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 2, arbitrary: mutated(right) },
    { weight: 1, arbitrary: anyJson },
  );
  const written = json.map((value) => Uint8Array.from(Buffer.from(JSON.stringify(value))));
  const unreadable = fc.oneof(
    text.map((value) => Uint8Array.from(Buffer.from(value))),
    fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
  );
  return mostly(written, unreadable);
}

/** The values of an operation's parameters in one place, as text; each may be wrong, and outside of the path missing. */
function parametersOf({ parameters = [] }: Operation, place: string): fc.Arbitrary<[string, string][]> {
  const wrong = place === 'header' ? headerText : text;
  const here = parameters.filter((parameter) => parameter.in === place);
  const given = here.map(({ name, schema }) => {
    const right = arbitraryOf(schema, ids).map(String);
    const value = mostly(place === 'header' ? right.filter((one) => /^[\x20-\x7e]*$/.test(one)) : right, wrong);
    // A valid wait would wait: no worker runs here.
    const entry = value
      .filter((one) => name !== 'prefer' || !/wait/i.test(one))
      .map((one): [string, string][] => [[name, one]]);
    const missing = fc.constant<[string, string][]>([]);
    return place === 'path'
      ? entry
      : fc.oneof({ weight: 3, arbitrary: missing }, { weight: name === 'prefer' ? 1 : 3, arbitrary: entry });
  });
  return fc.tuple(...given).map((entries) => entries.flat());
}

const requestTo = ({ operation }: (typeof operations)[number]) =>
  fc.record({
    params: parametersOf(operation, 'path'),
    query: parametersOf(operation, 'query'),
    extra: mostly(
      fc.constant<[string, string][]>([]),
      fc.tuple(text, text).map((entry) => [entry]),
    ),
    headers: parametersOf(operation, 'header'),
    body: operation.requestBody ? bodyOf(operation.requestBody.content['application/json'].schema) : fc.constant(null),
  });

describe('every endpoint', () => {
  test.each(operations)('$method $path answers whatever it is sent, below 500 and in UTF-8', async (target) => {
    const property = fc.asyncProperty(requestTo(target), async ({ params, query, extra, headers, body }) => {
      const value = Object.fromEntries(params);
      const path = target.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent((value[name] || '-').toWellFormed()),
      );
      const search = new URLSearchParams([...query, ...extra]);
      const url = `${api.url}${path}${search.size > 0 ? `?${search}` : ''}`;
      const response = await fetch(url, { method: target.method, headers, body, redirect: 'manual' });
      expect(response.status).toBeLessThan(500);
      const type = response.headers.get('content-type') ?? '';
      if (type.startsWith('text/event-stream')) return response.body?.cancel();
      const answer = await response.text();
      if (answer !== '') expect(type).toMatch(/charset=utf-8$/);
      if (response.status < 400) return undefined;
      expect(type).toBe('application/problem+json; charset=utf-8');
      expect(JSON.parse(answer).detail).toMatch(/\w/);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
