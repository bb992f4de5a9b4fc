// The least that a proxy can do: the bytes of the request there, the bytes of the answer back.
import { Agent, createServer, request as send } from 'node:http';

// biome-ignore lint/style/noProcessEnv: as the bench starts it
const { PORT, UPSTREAM } = process.env;
const agent = new Agent({ keepAlive: true });

createServer((request, response) => {
  if (request.method === 'GET') return response.end('ready');
  const { 'content-type': type, 'content-length': length } = request.headers;
  const upstream = send(
    `${UPSTREAM}/chat/completions`,
    { method: 'POST', agent, headers: { 'content-type': type, 'content-length': length } },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  request.pipe(upstream);
}).listen(Number(PORT), '127.0.0.1');
