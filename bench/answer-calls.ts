/** A request that the bench sends to one of its processes. */
export interface Call {
  call: string;
  argument: unknown;
}

export type Answer = { result: unknown } | { error: string };

/** Answers the bench's calls in a process that it forked, one at a time, until the bench goes away. */
// biome-ignore lint/suspicious/noExplicitAny: each call has its own argument, and both ends are in this folder
export function answerCalls(handlers: Record<string, (argument: any) => Promise<unknown>>): void {
  const answer = async ({ call, argument }: Call): Promise<Answer> => {
    try {
      return { result: await handlers[call]?.(argument) };
    } catch (error) {
      return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  process.on('message', async (call: Call) => process.send?.(await answer(call)));
  process.on('disconnect', () => process.exit());
  process.send?.({ result: 'ready' } satisfies Answer);
}
