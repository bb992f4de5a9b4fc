import { writeFile } from 'node:fs/promises';
import { discoverFunctions } from '../local/discover-functions.ts';
import manifest from '../package.json' with { type: 'json' };
import { openApiDocument } from '../shared/http/openapi.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const { endpoints } = await discoverFunctions();
const document = openApiDocument(
  endpoints.map(({ endpoint }) => endpoint),
  manifest,
);
await writeFile(file, `${JSON.stringify(document, undefined, 2)}\n`);
console.log(`docs/openapi.json: ${Object.keys(document.paths).length} paths`);
