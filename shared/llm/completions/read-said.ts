import { readChunk } from './completion-chunk.ts';
import { dataOf, eventsOf } from './split-events.ts';

/** What a client has been told of an answer. */
export interface Said {
  text: string;
  calls_tool: boolean;
  chunks: number;
}

/** What a client has been told so far: read only where a stream breaks off, from all that was sent of it. */
export function readSaid(sent: (string | Buffer)[]): Said {
  const said = { text: '', calls_tool: false, chunks: 0 };
  if (!sent.length) return said;
  for (const event of eventsOf(Buffer.concat(sent.map((piece) => Buffer.from(piece))))) {
    const data = dataOf(event);
    if (!data || data === '[DONE]') continue;
    try {
      const { text, calls_tool } = readChunk(JSON.parse(data));
      said.chunks += 1;
      said.text += text;
      said.calls_tool ||= calls_tool;
    } catch {
      // What is no chunk has told the client nothing.
    }
  }
  return said;
}
