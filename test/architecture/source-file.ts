import { globSync, readFileSync } from 'node:fs';

/** A source file: its path from the project's folder, with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

const sources = [
  '{functions,shared,local,deploy,bench,monitoring,scripts,test}/**/*.{ts,tsx,mjs,cjs}',
  '*.{ts,mjs,cjs}',
];

/** Reads every source file below `root`. */
export function readSources(root: string): SourceFile[] {
  return globSync(sources, { cwd: root, exclude: (name) => /(^|[\\/])(node_modules|dist)$/.test(name) })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
}

/** Does the file exist for tests only? */
export const isTest = ({ path }: SourceFile): boolean => /\.test\.ts$|^(shared\/testing|test|bench)\//.test(path);

/** Is the file part of what runs in production? */
export const isProduct = (file: SourceFile): boolean =>
  /^(functions|shared|local|deploy)\//.test(file.path) && !isTest(file);

/** How many lines a file has. */
export const linesOf = ({ text }: SourceFile): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
