import { createHash, createHmac, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '@orderfolio/domain/adapter';
import * as z from 'zod';

/** The parts of an entry that its hash covers. */
export type ChainedEntry = Pick<AuditEntry, 'username' | 'sequence' | 'previousHash' | 'record'>;

/**
 * The hash of an entry. It covers the entry's place, its predecessor's hash and its record, so none of them can be changed alone. It is
 * SHA-256, which anyone can compute, or HMAC-SHA-256 if there is a key.
 */
export function hashOfEntry({ username, sequence, previousHash, record }: ChainedEntry, key?: KeyObject): string {
  const hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(JSON.stringify([username, sequence, previousHash, record])).digest('hex');
}

/** How and when a stored record was made. */
export interface RecordOrigin {
  /** The `kid` of the key that hashes its entry. */
  readonly chainKey?: string | undefined;
  readonly time?: string | undefined;
}

const originSchema = z.object({ chainKey: z.string().optional(), time: z.string().optional() });

/** The origin of a stored record, given byte for byte. It is empty if the record can no longer be read. */
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
