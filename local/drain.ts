import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches a server's connections, and returns how to close it: `stop` is called to stop accepting and must resolve once
 * every connection is closed; idle ones are closed as they become so, the rest after `seconds`.
 */
export function drainable(server: Server): (stop: () => Promise<void>, seconds: number) => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const closeIdle = () => {
    server.closeIdleConnections();
    // Node counts a connection on which nothing was ever asked as busy; browsers and fetch open some in advance.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  return async (stop, seconds) => {
    const sweep = setInterval(closeIdle, 20);
    const late = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    try {
      await stop();
    } finally {
      clearInterval(sweep);
      clearTimeout(late);
    }
  };
}
