import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as 43 letters. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The SHA-256 of a token. A plain hash will do: 256 random bits cannot be guessed, whatever the speed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
