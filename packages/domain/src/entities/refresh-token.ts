import * as z from 'zod';
import { sha256, stored, text, timestamp, ulid } from '../validation/schemas.ts';
import { laterOf } from './cause.ts';
import { usernameSchema } from './user.ts';

/** One login, with the chain of its refresh tokens. They end together. */
export const refreshFamilySchema = z
  .strictObject({
    username: usernameSchema,
    familyId: ulid,
    /** The epoch of the login record when it began. The family has ended once that epoch is higher. */
    epoch: z.int().min(0),
    expiresAt: timestamp,
    /** The owner's name for the device. The client chooses it, and the address comes from the client too. */
    deviceLabel: text(100).optional(),
    /** When and where its newest token was given out. Unknown for records of older releases. */
    lastUsedAt: timestamp.optional(),
    lastAddress: text(100).optional(),
    revokedAt: timestamp.optional(),
    revokedReason: text(50).optional(),
    ...stored,
  })
  .readonly();

/** The refresh tokens that descend from one login. */
export type RefreshFamily = z.output<typeof refreshFamilySchema>;

/** The family without the name and the place of the device. */
export function forgetDevice(family: RefreshFamily, now: string): RefreshFamily {
  const { deviceLabel: _label, lastAddress: _address, ...kept } = family;
  return { ...kept, updatedAt: laterOf(family.updatedAt, now) };
}

const REFRESH_TOKEN_STATUSES = Object.freeze(['ACTIVE', 'ROTATED'] as const);
/** The state of a refresh token. A `ROTATED` one was exchanged for its successor. */
export type RefreshTokenStatus = (typeof REFRESH_TOKEN_STATUSES)[number];

/** A refresh token that was given out. Its text is never stored, only its SHA-256. */
export const refreshTokenSchema = z
  .strictObject({
    username: usernameSchema,
    tokenHash: sha256,
    familyId: ulid,
    /** ROTATED once it was exchanged for the next token. Whoever presents it later has stolen it, or is the victim of a thief. */
    status: z.enum(REFRESH_TOKEN_STATUSES),
    expiresAt: timestamp,
    /** When its family ends. Until then a used token is recognised. Unknown for records of older releases. */
    familyExpiresAt: timestamp.optional(),
    /** When it became ROTATED, and the hash of its successor. */
    rotatedAt: timestamp.optional(),
    successorHash: sha256.optional(),
    /** The successor, for a lost answer. It is encrypted under a key that only the text of this token yields. */
    sealedSuccessor: text(1_000).optional(),
    ...stored,
  })
  .readonly();

/** A refresh token that was given out. */
export type RefreshToken = z.output<typeof refreshTokenSchema>;
