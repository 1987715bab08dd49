import { createHash, createHmac, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '@orderfolio/domain/adapter';
import * as z from 'zod';

/** What the hash of an entry of the kept trail is taken over. */
export type ChainedEntry = Pick<AuditEntry, 'username' | 'sequence' | 'previousHash' | 'record'>;

/**
 * The hash of an entry: over its place, its predecessor's hash and its record, so that none of them can be changed alone.
 * SHA-256, which anyone can compute; with a key HMAC-SHA-256, which takes the key.
 */
export function hashOfEntry({ username, sequence, previousHash, record }: ChainedEntry, key?: KeyObject): string {
  const hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(JSON.stringify([username, sequence, previousHash, record])).digest('hex');
}

/** What a stored record says of how and when it was made. */
export interface RecordOrigin {
  /** The `kid` of the key that its entry is hashed with. */
  readonly chainKey?: string | undefined;
  readonly time?: string | undefined;
}

const originSchema = z.object({ chainKey: z.string().optional(), time: z.string().optional() });

/** The origin of a record, byte for byte as it is stored; nothing of one that can no longer be read. */
export function originOf(record: string): RecordOrigin {
  const parsed = originSchema.safeParse(parseJson(record));
  return parsed.success ? parsed.data : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
