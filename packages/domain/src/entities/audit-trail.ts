import * as z from 'zod';
import { sha256, stored } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** What stands before the first entry of every trail. */
export const FIRST_PREVIOUS_HASH: string = '0'.repeat(64);

/** One entry of a user's audit trail. Each carries the hash of the one before: none can be changed or taken out unseen. */
export const auditEntrySchema = z
  .strictObject({
    username: usernameSchema,
    /** 1 for the first entry, one more for each that follows. */
    sequence: z.int().min(1),
    /** The record, as JSON, byte for byte as it was hashed. */
    record: z.string().min(1),
    /** The hash of the entry before; 64 zeros in the first. */
    previousHash: sha256,
    hash: sha256,
    ...stored,
  })
  .readonly();

/** One entry of the audit trail. */
export type AuditEntry = z.output<typeof auditEntrySchema>;

/** Where a user's audit trail ends: without it, entries taken off the end would not be missed. */
export const auditHeadSchema = z
  .strictObject({
    username: usernameSchema,
    /** Of the newest entry. */
    sequence: z.int().min(1),
    hash: sha256,
    ...stored,
  })
  .readonly();

/** The end of the audit trail of one subject. */
export type AuditHead = z.output<typeof auditHeadSchema>;

/** As many digits as the greatest sequence has. */
const SEQUENCE_DIGITS = 16;

/** A sequence as a key word, which sorts as text like the numbers do. */
export function sequenceWord(sequence: number): string {
  return String(sequence).padStart(SEQUENCE_DIGITS, '0');
}
