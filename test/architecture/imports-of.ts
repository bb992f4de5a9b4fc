import type { SourceFile } from './source-file.ts';

/** One import of a file. `specifier` is null where it is computed at run time. */
export interface Import {
  specifier: string | null;
  typeOnly: boolean;
}

const declaration = /^[ \t]*(import|export)\b([^'"`;]*?\bfrom)?\s*(['"])([^'"\n]+)\3/gm;
const call = /\b(?:import|require|require\.resolve)\(\s*(?:\/\*.*?\*\/\s*)?(?:(['"])([^'"\n]+)\1|(?=[^\s'")]))/g;

/** Every import of a file: declarations, re-exports, `import type`, `import('…')` in code and in types, `require`. */
export function importsOf({ text }: SourceFile): Import[] {
  const code = withoutComments(text);
  return [
    ...[...code.matchAll(declaration)].map(([, , clause = '', , specifier = '']) => ({
      specifier,
      typeOnly: /^\s+type\b(?!\s+from\b)/.test(clause),
    })),
    ...[...code.matchAll(call)].map(([, , specifier = null]) => ({ specifier, typeOnly: false })),
  ];
}

/** Comments may speak of imports; those that begin a line are enough, as the formatter keeps code out of their way. */
const withoutComments = (text: string): string =>
  text.replaceAll(/^[ \t]*\/\*[\s\S]*?\*\//gm, '').replaceAll(/^[ \t]*\/\/.*$/gm, '');
