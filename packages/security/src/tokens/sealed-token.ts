import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const PURPOSE = 'orderfolio: the successor of a refresh token';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The token, encrypted under a key that is made from the text of its predecessor. The store has only the hash of that text. */
export function sealToken(token: string, predecessor: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(predecessor), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** The token that was sealed. Undefined if the text was changed, or was sealed for another predecessor. */
export function openSealed(text: string, predecessor: string): string | undefined {
  const sealed = Buffer.from(text, 'base64url');
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, keyOf(predecessor), sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const token = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return token.toString('utf8');
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function keyOf(predecessor: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', predecessor, '', PURPOSE, 32));
}
