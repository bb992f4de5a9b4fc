import { closeCode, outsideCode } from './outside-code.ts';

const heading = /^((?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])[ \t])*[ \t]*)(#{1,6})(?=[ \t]|$)/gm;
const underlined = /^([ \t]*[^\s|].*)\n(?=[ \t]*(?:=+|-+)[ \t]*$)/gm;
const tag = /<(?=[a-z/!?])(?!(?:https?:\/\/|mailto:)[^\s<>]*>)/gi;
const otherLink = /\](?=\((?!https?:\/\/|mailto:))/gi;
const definition = /^([ \t>]*)(?=\[(?!\s*N\d)[^\]\n]+\]:)/gm;

const bareFence = /(?<![^\n])( {0,3}(?:`{3,}(?!`)|~{3,}(?!~)))([`~]*)[ \t]*(?![^\n])/g;

/** Line ends and fences as all parsers read them: some take "```~" or a fence with a tab behind for a closing fence, some do not. */
const settle = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(bareFence, (_, fence: string, tail: string) => (tail ? `${fence} ${tail}` : fence));

/**
 * Markdown of others, made fit for the report: its headings lie below the report's own, HTML, images, and links to
 * anything but http(s) and mail are text, and an open code block is closed. Code stays as it is.
 */
export const tameMarkdown = (text: string): string =>
  closeCode(
    outsideCode(settle(text), (part) =>
      part
        .replace(underlined, '$1\n\n')
        .replace(heading, (_, lead: string, marks: string) => `${lead}${'#'.repeat(Math.min(6, marks.length + 2))}`)
        .replace(/!(?=\[)/g, '\\!')
        .replace(tag, '\\<')
        .replace(otherLink, ']\\')
        .replace(definition, '$1\\'),
    ),
  );
