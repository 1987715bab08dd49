import { createHash } from 'node:crypto';
import { type Change, check, type RefreshFamily, type SourceAttempts, save } from '@orderfolio/domain/adapter';
import { TokenExpiredError, TokenInvalidError } from '../errors/token-errors.ts';
import { networkOf } from '../network.ts';
import type { Account, AuthenticationContext } from './account-command.ts';
import type { Events } from './events.ts';
import { afterFailure, endOfCounts, forgotten } from './failure-counts.ts';

/** A source of refused tries, and its count. */
interface CountedSource {
  readonly sourceHash: string;
  readonly attempts: SourceAttempts | undefined;
}

/** The origin of a try. */
export interface Origin {
  /** The network address, if it is known. */
  readonly address: CountedSource | undefined;
  /** A device that has logged in to this account before. Strangers do not pause it. */
  readonly device: CountedSource | undefined;
}

/** A device, by the name that the store counts it under, and the login that it comes from. */
interface KnownDevice {
  readonly sourceHash: string;
  readonly familyId: string;
}

/** The name that the store counts an address under. */
export function addressHashOf(ipAddress: string | undefined): string | undefined {
  return ipAddress !== undefined && ipAddress !== '' ? hashOfSource('address', networkOf(ipAddress)) : undefined;
}

/** A device token that is invalid, has expired, or belongs to somebody else is ignored. No error tells these cases apart. */
export async function knownDevice(
  { tokens }: AuthenticationContext,
  username: string,
  deviceToken: string,
): Promise<KnownDevice | undefined> {
  try {
    const { sub, jti: familyId } = await tokens.verifyDeviceToken(deviceToken);
    return sub === username ? { sourceHash: hashOfSource('device', username, familyId), familyId } : undefined;
  } catch (error) {
    if (error instanceof TokenInvalidError || error instanceof TokenExpiredError) return undefined;
    throw error;
  }
}

function hashOfSource(...words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}

/** The stored records of the name, and of the sources of the try, in one read. */
export async function readAccountFrom(
  { commands, keepAuditTrail }: AuthenticationContext,
  username: string,
  addressHash: string | undefined,
  device: KnownDevice | undefined,
): Promise<Account & { readonly origin: Origin }> {
  const [user, login, attempts, head, ofAddress, ofDevice, family] = await commands.unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
    keepAuditTrail ? { entity: 'auditHead', username } : undefined,
    addressHash === undefined ? undefined : { entity: 'sourceAttempts', sourceHash: addressHash },
    device && { entity: 'sourceAttempts', sourceHash: device.sourceHash },
    device && { entity: 'refreshFamily', username, familyId: device.familyId },
  ]);
  const origin = {
    address: addressHash === undefined ? undefined : { sourceHash: addressHash, attempts: ofAddress },
    device: device && isTrusted(family) ? { sourceHash: device.sourceHash, attempts: ofDevice } : undefined,
  };
  return { user, login, attempts, head, origin };
}

/** If a session ended for one of these reasons, its device is no longer trusted. */
const DISTRUSTED: ReadonlySet<string | undefined> = new Set(['REUSE_DETECTED', 'SESSION_ENDED', 'BY_ADMIN']);

function isTrusted(family: RefreshFamily | undefined): boolean {
  return !DISTRUSTED.has(family?.revokedReason);
}

/** Counts one more refused try from this source. */
export function countSource(
  { policy }: AuthenticationContext,
  { sourceHash, attempts }: CountedSource,
  failuresBeforePause: number,
  now: string,
  events: Events,
): Change {
  const next: SourceAttempts =
    attempts === undefined
      ? { sourceHash, failures: 0, pauses: 0, expiresAt: now, version: 1, createdAt: now, updatedAt: now }
      : { ...attempts, updatedAt: now };
  const counts = { ...afterFailure(next, now, policy, failuresBeforePause), expiresAt: endOfCounts(now, policy) };
  const { failures, pausedUntil } = counts;
  if (pausedUntil !== undefined && pausedUntil !== attempts?.pausedUntil)
    events.add('SOURCE_LOCKED', { failures, lockedUntil: pausedUntil });
  return save('sourceAttempts', attempts, counts);
}

/**
 * Restarts the count of a device. If there is no count, there must still be none. Otherwise, among many tries at once, the right one
 * would get in after the wrong ones have paused the device. The count of an address goes on, because it covers all names.
 */
export function deviceAfterSuccess({ device }: Origin, now: string): readonly Change[] {
  if (device === undefined) return [];
  const { sourceHash, attempts } = device;
  if (attempts === undefined || attempts.failures === 0)
    return [check({ entity: 'sourceAttempts', sourceHash }, attempts?.version ?? 0)];
  return [save('sourceAttempts', attempts, { ...forgotten(attempts), updatedAt: now })];
}
