import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';

const project = fileURLToPath(new URL('../../', import.meta.url));
const scripts = readdirSync(`${project}examples/powershell`);
const documents = ['README.md', 'README.zh-CN.md', 'docs/windows.md', 'docs/windows.zh-CN.md'];

await Parser.init();
const require = createRequire(import.meta.url);
const grammar = require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
const parser = new Parser().setLanguage(await Language.load(grammar));

/** What the parser stumbles over, as line and text. */
function faultsOf(source: string): string[] {
  const root = parser.parse(source)?.rootNode;
  const faults = (node: Node): string[] => [
    ...(node.isError || node.isMissing ? [`${node.startPosition.row + 1}: ${node.text || `no ${node.type}`}`] : []),
    ...node.children.flatMap((child) => (child?.hasError ? faults(child) : [])),
  ];
  return root ? faults(root) : ['nothing was parsed'];
}

test('the parser sees faults', () => {
  expect(faultsOf("Invoke-RestMethod 'http://localhost")).not.toEqual([]);
  expect(faultsOf('if ($task.status -eq 1) { 2')).not.toEqual([]);
});

test.each(scripts)('examples/powershell/%s begins with a byte order mark, has LF, and parses', (name) => {
  const bytes = readFileSync(`${project}examples/powershell/${name}`);
  // Without the mark, Windows PowerShell 5.1 reads a script as ANSI.
  expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
  const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  expect(source).not.toMatch(/\ufeff|\r/);
  expect(faultsOf(source)).toEqual([]);
});

test.each(documents)('what %s gives for PowerShell parses', (name) => {
  const text = readFileSync(project + name, 'utf8');
  const blocks = [...text.matchAll(/^```powershell\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(2);
  expect(blocks.flatMap(faultsOf)).toEqual([]);
});

test('each job has an example for curl and one for PowerShell', () => {
  const jobs = (folder: string) =>
    readdirSync(`${project}examples/${folder}`)
      .map((name) => name.replace(/\.\w+$/, ''))
      .sort();
  expect(jobs('curl')).toEqual(jobs('powershell'));
  expect(scripts.length).toBeGreaterThan(5);
});
