/** Plain text as Markdown that shows just this text, on one line: in a heading, a list item or a paragraph. */
export const escapeMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*[\]<>|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<!\S)#/g, '\\#')
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');

/** A link that shows its address; an address of another kind than http(s) stays text. */
export const linkTo = (url: string): string =>
  /^https?:\/\//i.test(url) ? `<${url.replace(/[\s<>]/g, encodeURIComponent)}>` : escapeMarkdown(url);

/** `text` with every run of white space as one space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
