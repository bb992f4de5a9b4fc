import { freePort } from '../../shared/testing/free-port.ts';
import { lendDataFolder } from '../../shared/testing/lend-data-folder.ts';
import { lendModelServer, type ModelCall, type ModelServerReply } from '../../shared/testing/lend-model-server.ts';
import { type LentProcess, lendProcess } from '../../shared/testing/lend-process.ts';
import { answerResearch } from '../../shared/testing/research-model.ts';

type Answer = (call: ModelCall) => ModelServerReply | Promise<ModelServerReply> | undefined;

/** Is the call of a chat, and not of an agent's step? */
export const isChat = ({ system }: ModelCall): boolean => system.startsWith('You are a helpful assistant');

/**
 * Lends the whole embedded system on a port that stays the same when it is started again, with a model or without: one that
 * answers as `model` does, and the research agent's calls where that says nothing.
 */
export async function lendConsole({
  model,
  environment,
}: {
  model?: Answer;
  environment?: Record<string, string>;
} = {}) {
  const folder = await lendDataFolder();
  const port = await freePort();
  const server = model && (await lendModelServer((call) => model(call) ?? answerResearch(call)));
  const settings = {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIR: folder.path,
    ...(server && { ...server.environment, OPENAI_API_KEY: 'any', LLM_PROVIDER: 'openai' }),
    ...environment,
  };
  let running: LentProcess;
  const start = async () => {
    running = await lendProcess('local/start.ts', settings);
    await running.printed(/API {7}(\S+)/);
  };
  await start();
  const api = `http://127.0.0.1:${port}`;
  return {
    url: `${api}/console/`,
    api,
    start,
    kill: () => running.kill('SIGKILL'),
    /** Asks for work as other programs do; gives the task's id. */
    async post(task: { query: string; agent_type?: string; input?: object }): Promise<string> {
      const response = await fetch(`${api}/tasks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(task),
      });
      return ((await response.json()) as { task_id: string }).task_id;
    },
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await server?.[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
