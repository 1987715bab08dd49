import * as z from 'zod';
import { TokenInvalidError } from '../errors/token-errors.ts';

/** This is far more than a token of this package needs. Longer text is refused before it is read. */
const MAX_TOKEN_LENGTH = 4096;

/** The parts of a token. Only its form is checked. */
export interface CompactToken {
  readonly header: unknown;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The header that this package writes. Any other header field (crit, jwk, jku, x5u, b64 …) is refused. */
const headerSchema = z.strictObject({ alg: z.string(), typ: z.string(), kid: z.string() });

/**
 * Splits a token into its parts. TOKEN_INVALID (MALFORMED) unless it has three parts in canonical base64url, and the first two are JSON
 * objects. A lenient decoder reads several texts as one signature, and a changed token must not pass: so only canonical text is accepted.
 */
export function readCompactToken(token: string): CompactToken {
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH)
    throw new TokenInvalidError({ reason: 'MALFORMED' });
  const [header, claims, signature, ...more] = token.split('.').map(decode);
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) {
    throw new TokenInvalidError({ reason: 'MALFORMED' });
  }
  return { header: readObject(header), claims: readObject(claims) };
}

/** The header, if this package could have written it. TOKEN_INVALID (HEADER). */
export function readHeader(header: unknown, typ: string): { readonly alg: string; readonly kid: string } {
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success || parsed.data.typ !== typ) throw new TokenInvalidError({ reason: 'HEADER' });
  return parsed.data;
}

/** The bytes of a part. Undefined if encoding them gives another text. */
function decode(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}

/** The object itself: a zod record would leave out the key `__proto__`. */
const objectSchema = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

function readObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  const parsed = objectSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new TokenInvalidError({ reason: 'MALFORMED' });
  return parsed.data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    // The parser's message quotes the text that it read, so it must not become a cause.
    if (error instanceof SyntaxError) throw new TokenInvalidError({ reason: 'MALFORMED' });
    throw error;
  }
}
