import { createHash } from 'node:crypto';
import { InvalidRequest } from '../errors.ts';
import { checkPassages } from './check-passages.ts';
import { type ContentType, detectContentType } from './content-type.ts';
import type { NewDocument } from './new-document.ts';
import { readableText } from './readable-text.ts';
import { countTerms, indexTerms } from './segment.ts';
import { splitPassages } from './split-passages.ts';
import { titleOf } from './title-of.ts';

/** A passage as it is stored; its terms are counted. */
export interface PreparedPassage {
  /** From 1, in the order of the text. */
  place: number;
  start: number;
  end: number;
  text: string;
  terms: Map<string, number>;
  /** Occurrences of terms. */
  length: number;
}

/** A document ready to be stored. */
export interface PreparedDocument {
  /** The same title and text have the same hash. */
  hash: string;
  title: string;
  url: string | null;
  metadata: Record<string, unknown>;
  contentType: ContentType;
  text: string;
  titleTerms: Map<string, number>;
  passages: PreparedPassage[];
}

/** Reads, splits and segments a document. Throws a 400 if its content holds no text to read, or too many passages. */
export function prepareDocument(document: NewDocument): PreparedDocument {
  const contentType = document.content_type ?? detectContentType(document.content);
  const { text, title: pageTitle } = readableText(document.content, contentType);
  if (!text) throw new InvalidRequest('The content of a document holds no text to read.');
  const title = document.title ?? (pageTitle ? titleOf(pageTitle) : titleOf(text));
  const titleTerms = countTerms(indexTerms(title));
  const ranges = splitPassages(text);
  checkPassages(title, ranges.length, titleTerms.size);
  return {
    hash: createHash('sha256').update(`${title}\0${text}`).digest('hex'),
    title,
    url: document.url ?? null,
    metadata: document.metadata ?? {},
    contentType,
    text,
    titleTerms,
    passages: ranges.map(({ start, end }, index) => {
      const terms = indexTerms(text.slice(start, end));
      return {
        place: index + 1,
        start,
        end,
        text: text.slice(start, end),
        terms: countTerms(terms),
        length: terms.length,
      };
    }),
  };
}
