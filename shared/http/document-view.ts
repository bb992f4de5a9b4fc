import * as z from 'zod';
import { contentTypes } from '../retrieval/content-type.ts';

/** A document as the API shows it in lists. */
export const DocumentSummary = z.object({
  document_id: z.uuid(),
  title: z.string(),
  url: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  content_type: z.enum(contentTypes),
  passages: z.int().describe('How many passages its text is split into.'),
  created_at: z.iso.datetime(),
});

/** A document that answers a search, with its best passage. */
export const SearchResult = z.object({
  passage_id: z.string(),
  document_id: z.uuid(),
  title: z.string(),
  url: z.string().nullable(),
  passage: z.string().describe('The best passage of the document, verbatim.'),
  score: z.number().describe('The higher the better; comparable within one answer only.'),
});
