import { config } from '../config.ts';
import { contextTokens } from './context-tokens.ts';

let tokens: number | undefined;

/** The tokens that whichever of this process' models answers takes in one request, answer included. */
export function liveContextTokens(): number {
  tokens ??= contextTokens(config());
  return tokens;
}
