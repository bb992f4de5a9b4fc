import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import openapi from '../../docs/openapi.json' with { type: 'json' };

const root = `${import.meta.dirname}/../..`;
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
const namesIn = (path: string, form: RegExp) => [...read(path).matchAll(form)].map(([, name]) => name).sort();
const blocksIn = (path: string) => read(path).match(/^```[\s\S]*?^```$/gm);

const known = namesIn('shared/config.ts', /^ {2}([A-Z_]+): /gm);

test.each([
  ['README.md', /^\| `([A-Z_]+)` \|/gm],
  ['README.zh-CN.md', /^\| `([A-Z_]+)` \|/gm],
  ['.env.example', /^#([A-Z_]+)=/gm],
])('%s names the variables that are read, each once', (path, form) => {
  expect(known.length).toBeGreaterThan(20);
  expect(namesIn(path, form)).toEqual(known);
});

test('both READMEs give the same commands', () => {
  expect(blocksIn('README.zh-CN.md')).toEqual(blocksIn('README.md'));
});

test.each(['README.md', 'README.zh-CN.md'])('%s names what stays open where keys are set', (path) => {
  const open = Object.entries(openapi.paths).flatMap(([name, operations]) =>
    JSON.stringify(operations).includes('"security":[]') ? name : [],
  );
  expect(open).toContain('/health');
  const told = read(path)
    .split('\n\n')
    .find((paragraph) => paragraph.includes('`API_KEYS`') && paragraph.includes('`/health`'));
  for (const name of open) expect(told).toContain(`\`${name}`);
});

test.each(['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'])('%s names scripts that exist', (path) => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...read(path).matchAll(/\bnpm (?:run ([\w:]+)|(start|test))/g)].map(
    ([, run, short]) => run ?? short ?? '',
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});

test.each([
  ['供应商', '提供方'],
  ['提供商', '提供方'],
  ['仪表板', '仪表盘'],
])('the Chinese guides and the Chinese console have one word for one thing: not %s, but %s', (other, word) => {
  const texts = globSync(['README.zh-CN.md', 'docs/*.zh-CN.md', 'functions/console/page/text/zh*.ts'], { cwd: root });
  expect(texts.length).toBeGreaterThan(8);
  expect(texts.filter((path) => read(path).includes(other))).toEqual([]);
  expect(texts.some((path) => read(path).includes(word))).toBe(true);
});
