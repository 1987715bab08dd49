import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that sends what it likes over a socket of its own. */
export interface RawClient {
  readonly socket: Socket;
  write(text: string): void;
  /** Ends its side. The other side may still send. */
  halfClose(): void;
  /** Resolves with everything that the server has sent, when it has closed the connection. */
  untilClosed(): Promise<string>;
  /** Resolves with what the server has sent, when this text is in it. */
  until(text: string): Promise<string>;
}

export async function rawClient(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  await once(socket, 'connect');
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    received += chunk;
  });
  // A server that closes while we still write resets the connection.
  socket.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', resolve);
  });
  return {
    socket,
    write: (text) => void socket.write(text),
    halfClose: () => void socket.end(),
    async untilClosed() {
      await ended;
      socket.destroy();
      return received;
    },
    async until(text) {
      while (!received.includes(text)) await once(socket, 'data');
      return received;
    },
  };
}
