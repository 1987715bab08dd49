import * as z from 'zod';
import { sha256, stored } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** The previous hash of the first entry of every trail. */
export const FIRST_PREVIOUS_HASH: string = '0'.repeat(64);

/** One entry of a user's audit trail. Each has the hash of the one before, so a changed or removed entry is noticed. */
export const auditEntrySchema = z
  .strictObject({
    username: usernameSchema,
    /** 1 for the first entry, and one more for each further entry. */
    sequence: z.int().min(1),
    /** The record as JSON, byte for byte as it was hashed. */
    record: z.string().min(1),
    /** The hash of the entry before; 64 zeros in the first. */
    previousHash: sha256,
    hash: sha256,
    ...stored,
  })
  .readonly();

/** One entry of the audit trail. */
export type AuditEntry = z.output<typeof auditEntrySchema>;

/** The end of a user's audit trail. Without it, nobody would notice entries that are cut off at the end. */
export const auditHeadSchema = z
  .strictObject({
    username: usernameSchema,
    /** The sequence of the newest entry. */
    sequence: z.int().min(1),
    hash: sha256,
    ...stored,
  })
  .readonly();

/** The end of the audit trail of one subject. */
export type AuditHead = z.output<typeof auditHeadSchema>;

/** The greatest sequence has this many digits. */
const SEQUENCE_DIGITS = 16;

/** A sequence as a key word: text that sorts like the numbers. */
export function sequenceWord(sequence: number): string {
  return String(sequence).padStart(SEQUENCE_DIGITS, '0');
}
