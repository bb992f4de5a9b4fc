import type { ContentType } from './content-type.ts';
import { htmlText } from './html-text.ts';

/** The text of a document as it is stored, which quotes are verbatim of, and the `<title>` of HTML (else empty). Throws a 400 as htmlText does. */
export function readableText(content: string, contentType: ContentType): { text: string; title: string } {
  const { text, title } = contentType === 'text/html' ? htmlText(content) : { text: content, title: '' };
  return { text: tidy(text), title };
}

const tidy = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n(?:[ \t]*\n){2,}/g, '\n\n')
    .trim();
