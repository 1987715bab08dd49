import { ValidationError } from '@orderfolio/domain';
import { HttpError } from '../problems/http-error.ts';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json *(?:; *charset *= *"?utf-8"? *)?;? *$/i;

/**
 * The body of a request as JSON. MEDIA_TYPE_UNSUPPORTED unless it is said to be plain JSON in UTF-8, BODY_TOO_LARGE past the limit in bytes
 * (as soon as that is known), VALIDATION_FAILED for what is not JSON, or not UTF-8: bytes that are replaced would make two keys one.
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const isPlain = (request.headers.get('content-encoding') ?? 'identity') === 'identity';
  if (!isPlain || !JSON_TYPE.test(request.headers.get('content-type') ?? ''))
    throw new HttpError('MEDIA_TYPE_UNSUPPORTED');
  const text = await arrived(readText(request, limitBytes));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ValidationError({ field: 'body', rule: 'must be JSON' });
    throw error;
  }
}

async function readText(request: Request, limitBytes: number): Promise<string> {
  const declared = request.headers.get('content-length');
  // The server holds a body to its declared length: one that is short enough can be read at once, which is much faster.
  if (declared !== null && !request.headers.has('transfer-encoding')) {
    if (Number(declared) > limitBytes) throw new HttpError('BODY_TOO_LARGE', { limitBytes });
    const bytes = await request.arrayBuffer();
    return decode(() => utf8().decode(bytes));
  }
  if (request.body === null) return '';
  const decoder = utf8();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw new HttpError('BODY_TOO_LARGE', { limitBytes });
    text += decode(() => decoder.decode(chunk, { stream: true }));
  }
  return text + decode(() => decoder.decode());
}

/** A byte order mark is none of the text. */
const utf8 = () => new TextDecoder('utf-8', { fatal: true });

function decode(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) throw new ValidationError({ field: 'body', rule: 'must be UTF-8' });
    throw error;
  }
}

/** A client that goes away in the middle of its body has sent no request. */
async function arrived(reading: Promise<string>): Promise<string> {
  try {
    return await reading;
  } catch (cause) {
    throw cause instanceof HttpError || cause instanceof ValidationError
      ? cause
      : new HttpError('REQUEST_MALFORMED', {}, { cause });
  }
}

/** A body that is an object. VALIDATION_FAILED. */
export function requireObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new ValidationError({ field: 'body', rule: 'must be a JSON object' });
}
