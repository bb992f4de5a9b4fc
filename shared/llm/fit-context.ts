import { alternateMessages } from './alternate-messages.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { ModelMessage } from './language-model.ts';

/** Tokens that the marks around a message cost, at most. */
const aroundMessage = 8;
/** Kept free for the answer where its length is not limited. */
const usualAnswerTokens = 8192;
/** How much of the context estimates may fill. */
const share = 0.9;

export interface Room {
  /** Tokens that a request and its answer may have together. */
  contextTokens: number;
  system: string;
  maxOutputTokens?: number | undefined;
}

/**
 * The end of a conversation that fits a model's context, with user and assistant in turn, the user first: whole oldest
 * turns are left out, the last one never, and messages of one speaker in a row become one.
 */
export function fitContext(conversation: ModelMessage[], room: Room): ModelMessage[] {
  const { contextTokens, system, maxOutputTokens = usualAnswerTokens } = room;
  const forInput = contextTokens * share - Math.min(maxOutputTokens, contextTokens / 2);
  const turns = turnsOf(conversation);
  // No tokenizer makes more tokens than bytes: most conversations need no estimate.
  const whole = [{ content: system }, ...conversation].reduce((sum, { content }) => sum + most(content), 0);
  if (whole <= forInput) return alternateMessages(turns.flat());
  let left = forInput - tokensOf(system);
  const kept: ModelMessage[][] = [];
  for (const turn of turns.toReversed()) {
    left -= turn.reduce((sum, { content }) => sum + tokensOf(content), 0);
    if (left < 0 && kept.length > 0) break;
    kept.unshift(turn);
  }
  return alternateMessages(kept.flat());
}

const most = (text: string): number => Buffer.byteLength(text) + aroundMessage;
const tokensOf = (text: string): number => estimateTokens(text) + aroundMessage;

/** What the user said and what was answered; an answer before the user's first message belongs to none. */
function turnsOf(conversation: ModelMessage[]): ModelMessage[][] {
  const turns: ModelMessage[][] = [];
  for (const message of conversation) {
    if (message.role === 'user') turns.push([message]);
    else turns.at(-1)?.push(message);
  }
  return turns;
}
