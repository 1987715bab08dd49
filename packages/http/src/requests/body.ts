import { ValidationError } from '@orderfolio/domain';
import { HttpError } from '../problems/http-error.ts';
import { headerOf, headersOf } from './headers.ts';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json[ \t]*(?:;|$)/i;
const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^\s";]*)/gi;

/**
 * The body of a request as JSON. MEDIA_TYPE_UNSUPPORTED unless it is said to be plain JSON in UTF-8, BODY_TOO_LARGE past the limit in
 * bytes (as soon as that is known), VALIDATION_FAILED if the request cannot be read, or its body is not JSON, or not UTF-8: replaced
 * bytes could make two keys equal.
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const headers = headersOf(request);
  const isPlain = (headerOf(headers, 'content-encoding') ?? 'identity') === 'identity';
  if (!isPlain || !isJson(headerOf(headers, 'content-type') ?? '')) throw new HttpError('MEDIA_TYPE_UNSUPPORTED');
  const text = decodeUtf8(await arrived(readBytes(request, limitBytes)));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ValidationError({ field: 'body', rule: 'must be JSON' });
    throw error;
  }
}

/** JSON in UTF-8. Other parameters mean nothing. */
function isJson(type: string): boolean {
  if (type === 'application/json') return true;
  return JSON_TYPE.test(type) && [...type.matchAll(CHARSET)].every(([, charset = '']) => /^utf-?8$/i.test(charset));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of the bytes, without a byte order mark. VALIDATION_FAILED. */
function decodeUtf8(bytes: Uint8Array | ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new ValidationError({ field: 'body', rule: 'must be UTF-8' });
    throw error;
  }
}

async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array | ArrayBuffer> {
  const declared = request.headers.get('content-length');
  // The server holds a body to its declared length. So a short body can be read at once, which is much faster.
  if (declared !== null && !request.headers.has('transfer-encoding')) {
    if (Number(declared) > limitBytes) throw new HttpError('BODY_TOO_LARGE', { limitBytes });
    return request.arrayBuffer();
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw new HttpError('BODY_TOO_LARGE', { limitBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A client that goes away in the middle of its body has sent no request. */
async function arrived<Bytes>(reading: Promise<Bytes>): Promise<Bytes> {
  try {
    return await reading;
  } catch (cause) {
    throw cause instanceof HttpError ? cause : new HttpError('REQUEST_MALFORMED', {}, { cause });
  }
}

/** A body that is an object, as a copy. VALIDATION_FAILED. */
export function requireObject(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new ValidationError({ field: 'body', rule: 'must be a JSON object' });
}
