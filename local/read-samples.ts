import { readdir, readFile } from 'node:fs/promises';
import type { NewDocument } from '../shared/retrieval/new-document.ts';

const folder = new URL('../samples/', import.meta.url);

/** The sample documents that come with the system, as they are posted to the knowledge base. */
export async function readSamples(): Promise<NewDocument[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => ({
      content: await readFile(new URL(name, folder), 'utf8'),
      content_type: 'text/markdown' as const,
      metadata: { sample: name },
    })),
  );
}
