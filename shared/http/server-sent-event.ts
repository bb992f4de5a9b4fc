export const eventStreamType = 'text/event-stream; charset=utf-8';

/** One server-sent event with JSON data. */
export const serverSentEvent = (name: string, data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
