import { TokenInvalidError } from '../errors/token-errors.ts';
import { hashOfToken, randomSecret } from './token-text.ts';

const TEXT = /^ofm\.([a-z0-9_]{6,30})\.([A-Za-z0-9_-]{4,400})\.[A-Za-z0-9_-]{43}$/;

/** The key of a mailed token: its user, and the SHA-256 of its text. */
export interface MailedTokenReference {
  readonly username: string;
  /** The address that the token was sent to. It is part of the text, and so of the hash. The store has no other trace of it. */
  readonly email: string;
  /** 64 hexadecimal digits. */
  readonly tokenHash: string;
}

/** A new token: the name of its user, the address, and 256 random bits. It can be put into a URL as it is. */
export function createMailedToken(username: string, email: string): MailedTokenReference & { readonly token: string } {
  const token = `ofm.${username}.${Buffer.from(email).toString('base64url')}.${randomSecret()}`;
  return { token, username, email, tokenHash: hashOfToken(token) };
}

/**
 * The key under which a presented token would be stored. TOKEN_INVALID (MALFORMED) for text that is not a mailed token.
 */
export function readMailedToken(token: string): MailedTokenReference {
  const [, username, address] = (typeof token === 'string' ? TEXT.exec(token) : undefined) ?? [];
  if (username === undefined || address === undefined) throw new TokenInvalidError({ reason: 'MALFORMED' });
  return { username, email: Buffer.from(address, 'base64url').toString('utf8'), tokenHash: hashOfToken(token) };
}
