import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(`${import.meta.dirname}/../../${path}`, 'utf8');
const namesIn = (path: string, form: RegExp) => [...read(path).matchAll(form)].map(([, name]) => name).sort();

test('every alert has a unit test and a section among the runbooks', () => {
  const alerts = namesIn('monitoring/rules/alerts.yml', /^ *- alert: (\w+)$/gm);
  expect(alerts.length).toBeGreaterThan(5);
  expect(namesIn('monitoring/rules/alerts.test.yml', /^ *alertname: (\w+)$/gm)).toEqual(alerts);
  expect(namesIn('docs/runbooks.md', /^## (\w+)$/gm)).toEqual(alerts);
});
