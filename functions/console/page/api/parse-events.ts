/** A server-sent event. */
export interface ServerEvent {
  id: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each reader knows its stream
  data: any;
}

/** Takes a stream's text as it comes, and gives the events with JSON data that it completes. */
export function eventParser(): (text: string) => ServerEvent[] {
  let rest = '';
  return (text) => {
    const blocks = `${rest}${text}`.split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => eventOf(block) ?? []);
  };
}

function eventOf(block: string): ServerEvent | undefined {
  const fields = new Map(
    block.split('\n').flatMap((line) => {
      const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      return name ? [[name, value] as const] : [];
    }),
  );
  const data = fields.get('data');
  return data === undefined
    ? undefined
    : { id: fields.get('id') ?? '', type: fields.get('event') ?? 'message', data: JSON.parse(data) };
}
