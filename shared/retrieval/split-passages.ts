import { type Block, columnsOf, type Range, splitBlocks, trim } from './split-blocks.ts';
import { splitSentences } from './split-sentences.ts';

/** A passage ends before it would take more columns than this: 400 Chinese characters, or some 130 English words. */
const passageColumns = 800;

/**
 * Splits a stored text into passages: in order, apart, each within the limit, and together all of the text but the white
 * space between them. A passage begins at a heading or where the one before is full; only a paragraph that is too long is
 * cut, between sentences; only a sentence that is too long is cut within.
 */
export function splitPassages(text: string): Range[] {
  const passages: Range[] = [];
  let open: Range | undefined;
  let afterHeading = false;
  for (const part of splitBlocks(text).flatMap((block) => fit(text, block))) {
    const startsSection = part.kind === 'heading' && !afterHeading;
    if (open && !startsSection && columnsOf(text.slice(open.start, part.end)) <= passageColumns) {
      open.end = part.end;
    } else {
      open = { start: part.start, end: part.end };
      passages.push(open);
    }
    afterHeading = part.kind === 'heading';
  }
  return passages;
}

function fit(text: string, block: Block): Block[] {
  if (columnsOf(text.slice(block.start, block.end)) <= passageColumns) return [block];
  const sentences = block.kind === 'code' ? [block] : splitSentences(text, block);
  return sentences.flatMap((sentence) => cutLong(text, sentence)).map((range) => ({ ...range, kind: block.kind }));
}

function cutLong(text: string, sentence: Range): Range[] {
  const pieces: Range[] = [];
  let start = sentence.start;
  for (let end = start; end < sentence.end; ) {
    end = endOfPiece(text, start, sentence.end);
    const piece = trim(text, { start, end });
    if (piece.end > piece.start) pieces.push(piece);
    start = end;
  }
  return pieces;
}

/** Where a piece from `start` must end: at the limit, or better after the last space or comma in its second half. */
function endOfPiece(text: string, start: number, limit: number): number {
  let end = start;
  let good = start;
  for (let columns = 0; end < limit; ) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    columns += columnsOf(character);
    if (columns > passageColumns) return good > start ? good : end;
    end += character.length;
    if (columns > passageColumns / 2 && /[\s,，、;；]/u.test(character)) good = end;
  }
  return limit;
}
