import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * Lends a way to a server over TCP that can go mute: connections stay open and new ones are taken, but nothing gets
 * through any more, in either direction.
 */
export async function lendMuteProxy(server: string) {
  const target = new URL(server);
  const sockets = new Set<Socket>();
  let mute = false;
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (bytes) => mute || to.write(bytes));
    from.on('end', () => mute || to.end());
    from.on('error', () => {});
    from.on('close', () => sockets.delete(from));
  };
  const proxy = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    pass(client, upstream);
    pass(upstream, client);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: Object.assign(new URL(server), { host: `127.0.0.1:${(proxy.address() as AddressInfo).port}` }).toString(),
    /** Lets nothing through, or, for connections made from then on, all again. */
    setMute(value: boolean) {
      mute = value;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
