import * as z from 'zod';

/** More tokens than any context has: what columns hold, also the sum of many. */
const most = 100_000_000;

/** A number of tokens, as a provider tells it; what can be none is brought to the nearest that can. */
export const TokenCount = z.number().transform((count) => Math.min(Math.max(Math.round(count), 0), most));
