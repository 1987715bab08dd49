import * as z from 'zod';
import { sha256, stored, text, timestamp, ulid } from '../validation/schemas.ts';
import { laterOf } from './cause.ts';
import { usernameSchema } from './user.ts';

/** One login, with all the refresh tokens that followed one another in it: they end together. */
export const refreshFamilySchema = z
  .strictObject({
    username: usernameSchema,
    familyId: ulid,
    /** As in the login attempts when it began: it has ended once theirs is higher. */
    epoch: z.int().min(0),
    expiresAt: timestamp,
    /** What its owner knows the device by. The client's word, as the address is. */
    deviceLabel: text(100).optional(),
    /** When its newest token was given out, and where to. Of an older release: not known. */
    lastUsedAt: timestamp.optional(),
    lastAddress: text(100).optional(),
    revokedAt: timestamp.optional(),
    revokedReason: text(50).optional(),
    ...stored,
  })
  .readonly();

/** The refresh tokens that descend from one login. */
export type RefreshFamily = z.output<typeof refreshFamilySchema>;

/** The family without what its owner called the device, and where it was. */
export function forgetDevice(family: RefreshFamily, now: string): RefreshFamily {
  const { deviceLabel: _label, lastAddress: _address, ...kept } = family;
  return { ...kept, updatedAt: laterOf(family.updatedAt, now) };
}

const REFRESH_TOKEN_STATUSES = Object.freeze(['ACTIVE', 'ROTATED'] as const);
/** Whether a refresh token may be used: a `ROTATED` one was exchanged for its successor. */
export type RefreshTokenStatus = (typeof REFRESH_TOKEN_STATUSES)[number];

/** A refresh token that was given out. Its text is never stored, only the SHA-256 of it. */
export const refreshTokenSchema = z
  .strictObject({
    username: usernameSchema,
    tokenHash: sha256,
    familyId: ulid,
    /** ROTATED once the next token was given out for it: whoever presents it later has stolen it, or was stolen from. */
    status: z.enum(REFRESH_TOKEN_STATUSES),
    expiresAt: timestamp,
    /** When its family ends: until then, one that was used is known again. Of an older release: not known. */
    familyExpiresAt: timestamp.optional(),
    /** Since when it is ROTATED, and the hash of what was given out for it. */
    rotatedAt: timestamp.optional(),
    successorHash: sha256.optional(),
    /** The successor, encrypted under a key that only the text of this token yields: for an answer that was lost. */
    sealedSuccessor: text(1_000).optional(),
    ...stored,
  })
  .readonly();

/** A refresh token that was given out. */
export type RefreshToken = z.output<typeof refreshTokenSchema>;
