/** A server-sent event as it came. */
export interface SeenServerEvent {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect to be there
  data: any;
}

/** Reads server-sent events with JSON data, each as it comes; comments are left out. */
export async function* readServerSentEvents(
  chunks: AsyncIterable<string | Uint8Array> | undefined,
): AsyncGenerator<SeenServerEvent, void, void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of chunks ?? []) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const blocks = `${rest}${text}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
      if (event && data) yield { event, data: JSON.parse(data) };
    }
  }
}
