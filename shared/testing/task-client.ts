import { vi } from 'vitest';

/** The parts of a task's answer that tests of the whole look at. */
export interface SeenTask {
  task_id: string;
  status: string;
  priority: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  provider: string | null;
  degraded_reason: string | null;
  error: { code: string; message: string; step?: string } | null;
  steps: { name: string; key: string; status: string; attempts: number }[];
  result: { report: string } | null;
}

/** An event as the stream tells it. */
export interface SeenEvent {
  number: number;
  type: string;
  data: { name?: string; key?: string; attempt?: number; at: string };
}

const ended = new Set(['completed', 'failed', 'cancelled']);

/** Talks to a running API as any client does; `url` is asked each time, since a restart may change it. `key` opens it. */
export function taskClient(url: () => string, key = '') {
  const call = async (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', ...(key && { 'x-api-key': key }) };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    return fetch(`${url()}${path}`, body === undefined ? { headers } : request);
  };
  const expectOk = async <Answer>(response: Response): Promise<Answer> => {
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const client = {
    call,
    /** Posts a research task of two questions; resolves with its id. */
    async post(query: string, more: Record<string, unknown> = {}): Promise<string> {
      const response = await call('/tasks', { query, agent_type: 'research', input: { questions: 2 }, ...more });
      return (await expectOk<{ task_id: string }>(response)).task_id;
    },
    addDocuments: async (documents: { title: string; content: string }[]) =>
      expectOk(await call('/documents', documents)),
    read: async (id: string) => expectOk<SeenTask>(await call(`/tasks/${id}`)),
    /** Follows a task's events to the last one, or until `stop` is aborted. */
    async *follow(id: string, stop?: AbortSignal): AsyncGenerator<SeenEvent> {
      const response = await fetch(`${url()}/tasks/${id}/events`, {
        headers: { 'last-event-id': '0' },
        ...(stop && { signal: stop }),
      });
      let rest = '';
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = `${rest}${chunk}`.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, number, type, data] = /^id: (\d+)\nevent: (.+)\ndata: (.+)$/.exec(block) ?? [];
          if (type && data) yield { number: Number(number), type, data: JSON.parse(data) };
        }
      }
    },
    async events(id: string): Promise<SeenEvent[]> {
      const events: SeenEvent[] = [];
      for await (const event of client.follow(id)) events.push(event);
      return events;
    },
    /** The task once it has ended; rejects after `seconds`. */
    waitForEnd: (id: string, seconds = 40): Promise<SeenTask> =>
      vi.waitFor(
        async () => {
          const task = await client.read(id);
          if (ended.has(task.status)) return task;
          throw new Error(`task ${id} has not ended after ${seconds} s: ${JSON.stringify(task)}`);
        },
        { timeout: seconds * 1000, interval: 100 },
      ),
  };
  return client;
}
