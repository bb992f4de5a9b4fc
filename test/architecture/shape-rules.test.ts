import { expect, test } from 'vitest';
import { badFunctions, badNames, longFiles, longMedian, moduleMocks, strayTests } from './shape-rules.ts';

const withLines = (path: string, lines: number) => ({ path, text: 'a;\n'.repeat(lines) });
const at = (...paths: string[]) => paths.map((path) => ({ path, text: '' }));

test('a file of 300 lines is accepted, one more is not, a test neither', () => {
  expect(longFiles([withLines('shared/a.ts', 300)])).toEqual([]);
  expect(longFiles([withLines('shared/a.ts', 301), withLines('shared/a.test.ts', 301)])).toHaveLength(2);
});

test('the median counts product files only', () => {
  const files = [withLines('shared/a.ts', 10), withLines('shared/b.ts', 60), withLines('shared/c.ts', 200)];
  expect(longMedian([...files, withLines('bench/d.ts', 200), withLines('shared/c.test.ts', 200)])).toEqual([]);
  expect(longMedian([...files, withLines('shared/d.ts', 61), withLines('shared/e.ts', 61)])).toHaveLength(1);
});

test.each(['mock', 'doMock'])('a module mock by %s is found', (call) => {
  expect(moduleMocks([{ path: 'shared/a.test.ts', text: `vi.${call}('./a.ts');` }])).toHaveLength(1);
  expect(moduleMocks([{ path: 'shared/a.test.ts', text: 'const run = vi.fn();' }])).toEqual([]);
});

test('names are kebab-case and say something', () => {
  expect(badNames(at('shared/llm/language-model.test.ts', 'shared/database/migrations/0001-tasks.ts'))).toEqual([]);
  expect(badNames(at('shared/languageModel.ts', 'shared/LLM/a.ts', 'shared/snake_case.ts'))).toHaveLength(3);
  expect(badNames(at('shared/utils/a.ts', 'shared/helpers.ts', 'shared/date-utils.ts'))).toHaveLength(3);
});

test.each([
  ['has no index', { path: 'functions/a/other.ts', text: '' }],
  ['stands outside a folder', { path: 'functions/a.ts', text: '' }],
  ['exports no handler', { path: 'functions/a/index.ts', text: 'export const endpoint = 1;\n' }],
  ['declares nothing', { path: 'functions/a/index.ts', text: 'export const handler = 1;\n' }],
  [
    'declares two things',
    {
      path: 'functions/a/index.ts',
      text: 'export const endpoint = 1;\nexport const step = 1;\nexport const handler = 1;\n',
    },
  ],
  [
    'is a long endpoint',
    {
      path: 'functions/a/index.ts',
      text: `export const endpoint = 1;\nexport const handler = 1;\n${'a;\n'.repeat(59)}`,
    },
  ],
])('a function that %s is refused', (_what, file) => {
  expect(badFunctions([file])).toHaveLength(1);
});

test('a function with one declaration and its handler is accepted, a long step too', () => {
  const end = 'export const handler = 1;\n';
  expect(badFunctions([{ path: 'functions/a/index.ts', text: `export const endpoint = 1;\n${end}` }])).toEqual([]);
  expect(
    badFunctions([{ path: 'functions/a/index.ts', text: `export const step = 1;\n${end}${'a;\n'.repeat(90)}` }]),
  ).toEqual([]);
});

test('a test stands beside what it tests', () => {
  const beside = { path: 'shared/a.test.ts', text: "import { a } from './a.ts';\n" };
  const apart = { path: 'shared/b.test.ts', text: "import { a } from '../local/a.ts';\n" };
  expect(strayTests([beside, { ...apart, path: 'test/whole.test.ts' }])).toEqual([]);
  expect(strayTests([beside, apart])).toHaveLength(1);
  expect(strayTests([apart, { path: 'shared/b.ts', text: '' }])).toEqual([]);
});
