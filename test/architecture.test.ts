import { expect, test } from 'vitest';
import * as importRules from './architecture/import-rules.ts';
import * as shapeRules from './architecture/shape-rules.ts';
import { readSources, type SourceFile } from './architecture/source-file.ts';

const project = readSources(`${import.meta.dirname}/..`);
const rules: Record<string, (files: SourceFile[]) => string[]> = { ...importRules, ...shapeRules };

test('the project has sources to check', () => {
  expect(project.filter(({ path }) => path.startsWith('shared/')).length).toBeGreaterThan(20);
});

test.each(Object.entries(rules))('the project keeps the rule: no %s', (_name, rule) => {
  expect(rule(project)).toEqual([]);
});
