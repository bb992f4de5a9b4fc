import { stdout } from 'node:process';
import { ownAuthorization } from './own-authorization.ts';

interface SaidEvent {
  type: string;
  data: {
    name?: string;
    key?: string;
    attempt?: number;
    steps?: { name: string; key: string }[];
    error?: { message: string };
  };
}

/** Shows a task's steps as they happen, to the end: in one line that changes on a terminal, in plain lines otherwise. */
export async function followTask(eventsUrl: string): Promise<void> {
  let [done, known] = [0, 0];
  for await (const { type, data } of readEvents(eventsUrl)) {
    known += data.steps?.length ?? 0;
    if (type === 'step.completed') done += 1;
    const what = [
      data.name,
      data.key,
      data.attempt && data.attempt > 1 ? `attempt ${data.attempt}` : '',
      data.error?.message,
    ].filter(Boolean);
    const line = `[${done}/${known}] ${type} ${what.join(' ')}`;
    if (stdout.isTTY) stdout.write(`\r\u001b[2K${line.slice(0, stdout.columns - 1)}`);
    else console.log(line);
  }
  if (stdout.isTTY) stdout.write('\n');
}

/** The events of a stream, until it ends; comments are passed over. */
async function* readEvents(url: string): AsyncGenerator<SaidEvent> {
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...ownAuthorization() } });
  if (!response.body) return;
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${chunk}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      const type = fields.get('event');
      if (type) yield { type, data: JSON.parse(fields.get('data') ?? '{}') };
    }
  }
}
