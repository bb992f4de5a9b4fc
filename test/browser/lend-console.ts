import { freePort } from '../../shared/testing/free-port.ts';
import { lendDataFolder } from '../../shared/testing/lend-data-folder.ts';
import { lendModelServer, type ModelCall, type ModelServerReply } from '../../shared/testing/lend-model-server.ts';
import { type LentProcess, lendProcess } from '../../shared/testing/lend-process.ts';
import { answerResearch } from '../../shared/testing/research-model.ts';

/** Lends the whole embedded system on a port that stays the same when it is started again, with a model or without. */
export async function lendConsole({
  model = false,
  chat,
}: {
  model?: boolean;
  chat?: (call: ModelCall) => ModelServerReply | Promise<ModelServerReply>;
} = {}) {
  const folder = await lendDataFolder();
  const port = await freePort();
  const isChat = ({ system }: ModelCall) => system.startsWith('You are a helpful assistant');
  const server = model
    ? await lendModelServer((call) => (chat && isChat(call) ? chat(call) : answerResearch(call)))
    : undefined;
  const settings = {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIR: folder.path,
    ...(server && { ...server.environment, OPENAI_API_KEY: 'any', LLM_PROVIDER: 'openai' }),
  };
  let running: LentProcess;
  const start = async () => {
    running = await lendProcess('local/start.ts', settings);
    await running.printed(/API {7}(\S+)/);
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}/console/`,
    api: `http://127.0.0.1:${port}`,
    start,
    kill: () => running.kill('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await server?.[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
