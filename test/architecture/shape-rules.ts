import { importsOf } from './imports-of.ts';
import { isProduct, linesOf, type SourceFile } from './source-file.ts';

const mostLines = 300;
const mostMedianLines = 60;
const mostEndpointLines = 60;

/** Files over the hard cap. */
export function longFiles(files: SourceFile[]): string[] {
  return files
    .filter((file) => linesOf(file) > mostLines)
    .map((file) => `${file.path} has ${linesOf(file)} lines; at most ${mostLines}`);
}

/** The median length of the product's files, where it is over its cap. */
export function longMedian(files: SourceFile[]): string[] {
  const lengths = files
    .filter(isProduct)
    .map(linesOf)
    .sort((one, other) => one - other);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return median > mostMedianLines ? [`the median file has ${median} lines; at most ${mostMedianLines}`] : [];
}

/** Module mocks: tests use fakes of ports. */
export function moduleMocks(files: SourceFile[]): string[] {
  return files
    .filter(({ text }) => /\bvi\s*\.\s*(mock|doMock)\b/.test(text))
    .map(({ path }) => `${path} mocks a module`);
}

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Paths that are not kebab-case, and names that say nothing. */
export function badNames(files: SourceFile[]): string[] {
  return files.flatMap(({ path }) =>
    path
      .split('/')
      .map((part) => part.replace(/(\.(contract|property))?(\.(test|config))?\.(tsx?|mjs|cjs)$/, ''))
      .flatMap((name) => {
        if (!kebabCase.test(name)) return [`${path}: ${name} is not kebab-case`];
        return /^(utils?|helpers?|misc|common)$|-(utils?|helpers?)$/.test(name)
          ? [`${path}: ${name} says nothing`]
          : [];
      }),
  );
}

/** Folders of `functions/` that are not one handler with one declaration, a short one if it is an endpoint. */
export function badFunctions(files: SourceFile[]): string[] {
  const folders = new Set(files.flatMap(({ path }) => /^functions\/([^/]+)\//.exec(path)?.[1] ?? []));
  const stray = files.filter(({ path }) => /^functions\/[^/]+$/.test(path));
  return [
    ...stray.map(({ path }) => `${path} stands outside a function's folder`),
    ...[...folders].flatMap((name) => {
      const index = files.find(({ path }) => path === `functions/${name}/index.ts`);
      if (!index) return [`functions/${name} has no index.ts`];
      const exported = [...index.text.matchAll(/^export const (\w+)/gm)].map(([, constant]) => constant);
      const kinds = exported.filter((constant) => /^(endpoint|step|schedule)$/.test(constant ?? ''));
      return [
        ...(exported.includes('handler') ? [] : [`${index.path} exports no handler`]),
        ...(kinds.length === 1 ? [] : [`${index.path} must export either endpoint, step or schedule`]),
        ...(kinds[0] === 'endpoint' && linesOf(index) > mostEndpointLines
          ? [`${index.path} has ${linesOf(index)} lines; an endpoint at most ${mostEndpointLines}`]
          : []),
      ];
    }),
  ];
}

/** Test files away from what they test: beside no file of their name, and importing nothing from their folder. */
export function strayTests(files: SourceFile[]): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const hasNamesake = (path: string) => ['.ts', '.cjs'].some((end) => paths.has(path.replace(/\.test\.ts$/, end)));
  return files
    .filter(({ path }) => path.endsWith('.test.ts') && !path.startsWith('test/') && !hasNamesake(path))
    .filter((file) => !importsOf(file).some(({ specifier }) => specifier?.startsWith('./')))
    .map(({ path }) => `${path} stands beside nothing that it tests`);
}
