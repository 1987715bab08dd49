import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpError, type HttpErrorCode } from '../problems/http-error.ts';
import type { Problem } from '../problems/problem.ts';

/** Node's codes for input that is not a request. */
const CODES: Readonly<Record<string, HttpErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** The error for input that Node could not read. */
export function errorOfBroken(cause: NodeJS.ErrnoException): HttpError {
  return new HttpError(CODES[cause.code ?? ''] ?? 'REQUEST_MALFORMED', {}, { cause });
}

/** Answers input that never became a request, and closes the connection. */
export function answerBroken(socket: Duplex, { status, headers, body }: Problem): void {
  const text = JSON.stringify(body);
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': String(Buffer.byteLength(text)) });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
}

/** Answers input that Node has read although it is not a valid request. */
export function writeProblem(outgoing: ServerResponse, { status, headers, body }: Problem): void {
  outgoing.writeHead(status, { ...headers, connection: 'close' }).end(JSON.stringify(body));
}
