import { htmlText } from './html-text.ts';

/** What a document's content may be. */
export const contentTypes = ['text/plain', 'text/markdown', 'text/html'] as const;
export type ContentType = (typeof contentTypes)[number];

const startOfHtml = /^(<!doctype html|<(html|head|body|article|main|section|div|p|h[1-6]|ul|ol|table)[\s>])/i;

/** The type of content whose sender does not say: HTML if it starts like a page, else Markdown. */
export const detectContentType = (content: string): ContentType =>
  startOfHtml.test(content.slice(0, 1000).trimStart()) ? 'text/html' : 'text/markdown';

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
