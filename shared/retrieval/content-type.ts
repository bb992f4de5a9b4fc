/** What a document's content may be. */
export const contentTypes = ['text/plain', 'text/markdown', 'text/html'] as const;
export type ContentType = (typeof contentTypes)[number];

const startOfHtml = /^(<!doctype html|<(html|head|body|article|main|section|div|p|h[1-6]|ul|ol|table)[\s>])/i;

/** The type of content whose sender does not say: HTML if it starts like a page, else Markdown. */
export const detectContentType = (content: string): ContentType =>
  startOfHtml.test(content.slice(0, 1000).trimStart()) ? 'text/html' : 'text/markdown';
