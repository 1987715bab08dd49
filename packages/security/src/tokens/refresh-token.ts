import { createHash, randomBytes } from 'node:crypto';
import { parse, usernameSchema } from '@orderfolio/domain';
import { TokenInvalidError } from '../errors/token-errors.ts';

const PREFIX = 'ofr';
const SECRET_BYTES = 32;
const TEXT = /^ofr\.([a-z0-9_]{6,30})\.[A-Za-z0-9_-]{43}$/;

/** Where a refresh token is found: its user, and the SHA-256 of its text. The text itself is never stored. */
export interface RefreshTokenReference {
  readonly username: string;
  /** 64 hexadecimal digits. */
  readonly tokenHash: string;
}

/** A new refresh token: 256 random bits after the name of its user, so that one consistent read by key finds it. */
export function createRefreshToken(input: string): RefreshTokenReference & { readonly token: string } {
  const username = parse(usernameSchema, input, 'username');
  const token = `${PREFIX}.${username}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, username, tokenHash: hashOf(token) };
}

/**
 * Where a presented token would be found. TOKEN_INVALID (MALFORMED) for what is no refresh token.
 * A plain hash will do: 256 random bits cannot be guessed, whatever the speed.
 */
export function readRefreshToken(token: string): RefreshTokenReference {
  const username = typeof token === 'string' ? TEXT.exec(token)?.[1] : undefined;
  if (username === undefined) throw new TokenInvalidError({ reason: 'MALFORMED' });
  return { username, tokenHash: hashOf(token) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
