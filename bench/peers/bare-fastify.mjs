// The least that a server on Fastify does: one route that answers one field.
import fastify from 'fastify';

const server = fastify();
server.get('/health', async () => ({ status: 'ok' }));
// biome-ignore lint/style/noProcessEnv: as the bench starts it
server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
