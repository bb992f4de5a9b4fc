import * as z from 'zod';
import { mostPassages } from './check-passages.ts';
import { contentTypes } from './content-type.ts';

/** Characters (UTF-16 units) that one document may have: a long paper; a book is posted as its chapters. */
export const longestContent = 500_000;

const largestMetadata = 16_384;

/** A document as it is sent. */
export const NewDocument = z.strictObject({
  content: z
    .string()
    .max(longestContent)
    .refine((content) => content.trim() !== '', 'Must hold some text.')
    .describe(
      `Plain text, Markdown or HTML. It is split into passages, at each heading among others; a document may have ` +
        `${mostPassages} of them, fewer with a title of many words.`,
    ),
  content_type: z
    .enum(contentTypes)
    .optional()
    .describe('Without it, content that starts like a page is HTML, anything else Markdown.'),
  title: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .optional()
    .describe('Without it: the `<title>`, the first heading, or the first line.'),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://example.org/page' })
    .max(2000)
    .optional()
    .describe('Where the document comes from.'),
  metadata: z
    .record(z.string().max(100), z.unknown())
    .refine(
      (metadata) => JSON.stringify(metadata).length <= largestMetadata,
      `Must be below ${largestMetadata} characters of JSON.`,
    )
    .optional()
    .describe('Anything of your own, kept with the document.'),
});

export type NewDocument = z.output<typeof NewDocument>;
