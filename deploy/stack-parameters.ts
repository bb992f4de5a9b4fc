import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { SetupError } from '../shared/errors.ts';
import type { CatalogueFunction } from './catalogue.ts';
import { pascal } from './template-syntax.ts';

const Template = z.object({ Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })) });
const Given = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

/**
 * Reads the parameters of a stack, which are to be what its template asks for besides the images. Throws a SetupError that
 * names each that is missing or unknown.
 */
export async function readStackParameters(
  file: string,
  template: string,
  functions: Pick<CatalogueFunction, 'name'>[],
): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new SetupError(`${file} cannot be read. Write the stack's parameters into it: see docs/deploy.md.`, {
      cause,
    });
  });
  const given = Given.safeParse(asJson(text));
  if (!given.success) throw new SetupError(`${file} must be a JSON object of texts: {"DatabaseHost": "…"}.`);
  const { Parameters } = Template.parse(parse(await readFile(template, 'utf8')));
  const images = new Set(functions.map(({ name }) => imageParameter(name)));
  const strange = [...images].filter((name) => !(name in Parameters));
  if (strange.length)
    throw new SetupError(`${template} lacks ${strange.join(', ')}. Run npm run build && npm run template.`);
  const asked = Object.entries(Parameters).filter(([name]) => !images.has(name));
  const unknown = Object.keys(given.data).filter((name) => !asked.some(([known]) => known === name));
  const missing = asked
    .filter(([name, { Default }]) => Default === undefined && !given.data[name])
    .map(([name]) => name);
  const wrong = [
    ...(missing.length ? [`${missing.join(', ')} missing`] : []),
    ...(unknown.length ? [`${unknown.join(', ')} unknown`] : []),
  ];
  if (wrong.length) throw new SetupError(`${file}: ${wrong.join('; ')}. See docs/deploy.md.`);
  return given.data;
}

/** The parameter of a template that takes a function's image. */
export const imageParameter = (functionName: string): string => `${pascal(functionName)}Image`;

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
