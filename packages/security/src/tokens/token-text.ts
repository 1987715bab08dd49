import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as 43 characters. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The SHA-256 of a token. A slow hash is not needed: nobody can guess 256 random bits. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
