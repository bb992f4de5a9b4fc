import { expect, test } from 'vitest';
import { importsOf } from './imports-of.ts';

const specifiersOf = (text: string) => importsOf({ path: 'a.ts', text }).map(({ specifier }) => specifier);

test.each([
  ["import { a } from './a.ts';", './a.ts'],
  ["import {\n  type A,\n  b,\n} from './a.ts';", './a.ts'],
  ["import type { A } from './a.ts';", './a.ts'],
  ["import * as z from 'zod';", 'zod'],
  ["import './a.ts';", './a.ts'],
  ["export * from './a.ts';", './a.ts'],
  ["export type { A } from './a.ts';", './a.ts'],
  ["const { a } = await import('./a.ts');", './a.ts'],
  ["let a: import('./a.ts').A;", './a.ts'],
  ["const a = require('./a.cjs');", './a.cjs'],
  ["const a = require.resolve('a/package.json');", 'a/package.json'],
  ["export interface A {\n  b: string;\n}\nexport { c } from './a.ts';", './a.ts'],
])('finds the import in %j', (text, specifier) => {
  expect(specifiersOf(text)).toEqual([specifier]);
});

test('finds every import of a file', () => {
  expect(specifiersOf("import a from './a.ts';\nimport b from './b.ts';\nconst c = () => import('./c.ts');")).toEqual([
    './a.ts',
    './b.ts',
    './c.ts',
  ]);
});

test('knows imports that are computed at run time', () => {
  expect(specifiersOf('await import(path);\nawait import(`./a.ts`);')).toEqual([null, null]);
});

test('tells imports of types only', () => {
  const text = "import type { A } from './a.ts';\nimport { type B } from './b.ts';\nimport type from './c.ts';";
  expect(importsOf({ path: 'a.ts', text }).map(({ typeOnly }) => typeOnly)).toEqual([true, false, false]);
});

test('takes no notice of comments', () => {
  expect(specifiersOf("/** Use import('./a.ts'). */\n// import './b.ts';\nexport const a = 1;")).toEqual([]);
});
