import { ConfigurationInvalidError } from '@orderfolio/domain';
import { parse, usernameSchema } from '@orderfolio/domain/adapter';
import { TokenInvalidError } from '../errors/token-errors.ts';
import { hashOfToken, randomSecret } from './token-text.ts';

const PREFIX = 'ofr';
const FAMILY_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const TEXT = /^ofr\.([a-z0-9_]{6,30})\.([0-9A-HJKMNP-TV-Z]{26})\.[A-Za-z0-9_-]{43}$/;

/** The key of a refresh token: its user, its family, and the SHA-256 of its text. The text is never stored. */
export interface RefreshTokenReference {
  readonly username: string;
  /** The login that the token descends from: a ULID. */
  readonly familyId: string;
  /** 64 hexadecimal digits. */
  readonly tokenHash: string;
}

/**
 * A new refresh token: the name of its user, the id of its family, and 256 random bits. With these names, one consistent read by key
 * finds everything that its refresh needs.
 */
export function createRefreshToken(
  input: string,
  familyId: string,
): RefreshTokenReference & { readonly token: string } {
  const username = parse(usernameSchema, input, 'username');
  if (typeof familyId !== 'string' || !FAMILY_ID.test(familyId))
    throw new ConfigurationInvalidError({ field: 'ids', rule: 'must generate ULIDs' });
  const token = `${PREFIX}.${username}.${familyId}.${randomSecret()}`;
  return { token, username, familyId, tokenHash: hashOfToken(token) };
}

/**
 * The key under which a presented token would be stored. TOKEN_INVALID (MALFORMED) for text that is not a refresh
 * token.
 */
export function readRefreshToken(token: string): RefreshTokenReference {
  const [, username, familyId] = (typeof token === 'string' ? TEXT.exec(token) : undefined) ?? [];
  if (username === undefined || familyId === undefined) throw new TokenInvalidError({ reason: 'MALFORMED' });
  return { username, familyId, tokenHash: hashOfToken(token) };
}
