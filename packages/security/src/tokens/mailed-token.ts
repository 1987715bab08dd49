import { TokenInvalidError } from '../errors/token-errors.ts';
import { hashOfToken, randomSecret } from './token-text.ts';

const TEXT = /^ofm\.([a-z0-9_]{6,30})\.([A-Za-z0-9_-]{4,400})\.[A-Za-z0-9_-]{43}$/;

/** Where a token that was sent by mail is found: its user, and the SHA-256 of its text. */
export interface MailedTokenReference {
  readonly username: string;
  /** The address that it was sent to. Part of the text, and so of the hash: the store has no other trace of it. */
  readonly email: string;
  /** 64 hexadecimal digits. */
  readonly tokenHash: string;
}

/** A new token: 256 random bits after the name of its user and the address. It may stand in a URL as it is. */
export function createMailedToken(username: string, email: string): MailedTokenReference & { readonly token: string } {
  const token = `ofm.${username}.${Buffer.from(email).toString('base64url')}.${randomSecret()}`;
  return { token, username, email, tokenHash: hashOfToken(token) };
}

/** Where a presented token would be found. TOKEN_INVALID (MALFORMED) for what is none. */
export function readMailedToken(token: string): MailedTokenReference {
  const [, username, address] = (typeof token === 'string' ? TEXT.exec(token) : undefined) ?? [];
  if (username === undefined || address === undefined) throw new TokenInvalidError({ reason: 'MALFORMED' });
  return { username, email: Buffer.from(address, 'base64url').toString('utf8'), tokenHash: hashOfToken(token) };
}
