import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpError, type HttpErrorCode } from '../problems/http-error.ts';
import type { Problem } from '../problems/problem.ts';

/** Node's own codes of what it does not take for a request. */
const CODES: Readonly<Record<string, HttpErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** What is wrong with what Node could not read. */
export function errorOfBroken(cause: NodeJS.ErrnoException): HttpError {
  return new HttpError(CODES[cause.code ?? ''] ?? 'REQUEST_MALFORMED', {}, { cause });
}

/** Answers what never became a request, and closes the connection. */
export function answerBroken(socket: Duplex, { status, headers, body }: Problem): void {
  const text = JSON.stringify(body);
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': String(Buffer.byteLength(text)) });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
}

/** Answers what Node has read, and is no request all the same. */
export function writeProblem(outgoing: ServerResponse, { status, headers, body }: Problem): void {
  outgoing.writeHead(status, { ...headers, connection: 'close' }).end(JSON.stringify(body));
}
