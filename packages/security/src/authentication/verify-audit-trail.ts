import type { KeyObject } from 'node:crypto';
import { ConfigurationInvalidError, type Store } from '@orderfolio/domain';
import {
  type AuditEntry,
  type AuditHead,
  type AuditTrailRepository,
  anObject,
  aStore,
  FIRST_PREVIOUS_HASH,
  listOf,
  MAX_PAGE,
  parse,
  readFields,
  requireOptions,
  usernameSchema,
} from '@orderfolio/domain/adapter';
import * as z from 'zod';
import type { ChainPlace } from '../audit/audit-logger.ts';
import { hashOfEntry, originOf } from '../audit/chain-hash.ts';
import { type NamedSecret, readNamedSecrets } from '../secrets/secret-key.ts';

/**
 * The fault of an entry. CHANGED: its text, hash or link is not the one that was written. REMOVED: it is gone.
 * INSERTED: it was added beyond the end. UNKNOWN_KEY: it names a key that was not given. NO_KEY: it has no key, though
 * it must have one. An entry that was inserted in between takes another's place, so it counts as CHANGED.
 */
export type TrailFault = 'CHANGED' | 'REMOVED' | 'INSERTED' | 'UNKNOWN_KEY' | 'NO_KEY';

/** The keys of a kept trail. */
export interface TrailCheck {
  /** The keys that hash the entries: the current key of the `AuditLogger`, and its former keys. */
  readonly chainKeys?: readonly NamedSecret[] | undefined;
  /**
   * Every entry from this time on must have a key: a time or a date, ISO-8601 UTC. If it is not given, an entry without a key is no
   * fault.
   */
  readonly keyedSince?: string | undefined;
  /** An entry that the trail must have, from a log line. If the trail was cut off or rewritten, the entry is missing. */
  readonly atLeast?: ChainPlace | undefined;
}

/** The result of the check: the number of entries if the trail is whole, or else the first wrong entry. */
export type TrailVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly sequence: number; readonly fault: TrailFault };

/**
 * Checks a user's kept trail, entry by entry, and returns the first that was changed, removed or inserted. It reads in pages. Entries
 * that are appended in the meantime are no fault: the next call checks them.
 *
 * The check finds changes to single entries. An attacker who can rewrite the whole store can also compute a new chain from any entry on,
 * unless the chain has a key. With a key, the attacker can only cut it off. Keep the log lines elsewhere: `atLeast` takes the `sequence`
 * and the `hash` of one, and so both attacks are found.
 *
 * VALIDATION_FAILED (username, keyedSince, atLeast, an unknown field), CONFIGURATION_INVALID (a weak key), STORAGE_FAILED (also for an
 * entry that is no longer readable).
 */
export async function verifyAuditTrail(
  store: Pick<Store, 'auditTrail'>,
  name: string,
  check: TrailCheck = {},
): Promise<TrailVerdict> {
  const given = readFields(check, 'check');
  const { chainKeys = [] } = given;
  const { keyedSince, atLeast: anchor } = parse(checkSchema, given, 'check');
  requireOptions({ chainKeys }, { chainKeys: listOf('objects with a kid and a secret', anObject.allows) }, [], 'check');
  const keys = readNamedSecrets(chainKeys.map((key, index) => [`chainKeys.${index}`, key]));
  const username = parse(usernameSchema, name, 'username');
  const { auditTrail } = readFields(store, 'store');
  if (typeof auditTrail?.head !== 'function')
    throw new ConfigurationInvalidError({ field: 'store', rule: aStore.words });
  const before = await auditTrail.head(username);
  const first = await auditTrail.list(username, { limit: MAX_PAGE });
  // One commit writes an entry and the head that counts it. So if this later head does not count an entry, it was never appended.
  const after = await auditTrail.head(username);
  const walk = new BackwardWalk(before, after, keys, keyedSince, anchor);
  for await (const entry of entriesFrom(auditTrail, username, first)) walk.meet(entry);
  return walk.end();
}

const checkSchema = z.strictObject({
  // `readNamedSecrets` checks it.
  chainKeys: z.unknown().optional(),
  keyedSince: z
    .union([z.iso.datetime(), z.iso.date()], { error: 'must be a time or a date, ISO-8601 UTC' })
    .transform((text) => new Date(text).toISOString())
    .optional(),
  atLeast: z
    .strictObject({
      sequence: z.int().min(1),
      hash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' }),
    })
    .optional(),
});

type FirstPage = Awaited<ReturnType<AuditTrailRepository['list']>>;

async function* entriesFrom(
  trail: AuditTrailRepository,
  username: string,
  first: FirstPage,
): AsyncGenerator<AuditEntry> {
  for (let page = first; ; ) {
    yield* page.items;
    if (page.nextCursor === undefined) return;
    page = await trail.list(username, { limit: MAX_PAGE, cursor: page.nextCursor });
  }
}

/** Walks from the newest entry to the first, so the last fault that it meets is the first of the trail. */
class BackwardWalk {
  /** The known hashes of single entries: of two heads, and of a log line. */
  readonly #places: readonly (ChainPlace | undefined)[];
  readonly #end: number;
  /** The sequence of the entry met last. At first, one more than the newest that must be there. */
  #above: number;
  /** The oldest entry without a key so far. */
  #keyless: number | undefined;
  /** The hash of the next entry, according to its successor. */
  #expectedHash: string | undefined;
  #verdict: TrailVerdict | undefined;
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #keyedSince: string | undefined;

  constructor(
    before: AuditHead | undefined,
    after: AuditHead | undefined,
    keys: ReadonlyMap<string, KeyObject>,
    keyedSince: string | undefined,
    anchor: ChainPlace | undefined,
  ) {
    this.#keys = keys;
    this.#keyedSince = keyedSince;
    this.#places = [before, after, anchor];
    this.#end = after?.sequence ?? 0;
    this.#above = Math.max(before?.sequence ?? 0, anchor?.sequence ?? 0) + 1;
  }

  meet(entry: AuditEntry): void {
    const { sequence, hash, previousHash } = entry;
    if (sequence > this.#end) {
      this.#found(sequence, 'INSERTED');
      return;
    }
    // The entry was appended between the two reads of the head. It does not mean that an entry below it is missing.
    if (sequence >= this.#above) this.#above = sequence + 1;
    if (sequence < this.#above - 1) {
      this.#found(sequence + 1, 'REMOVED');
      this.#expectedHash = undefined;
    }
    const { chainKey, time } = originOf(entry.record);
    const key = chainKey === undefined ? undefined : this.#keys.get(chainKey);
    const isWhole = hash === hashOfEntry(entry, key);
    const known = [
      ...this.#places.map((place) => (place?.sequence === sequence ? place.hash : undefined)),
      this.#expectedHash,
    ];
    if (chainKey !== undefined && key === undefined) this.#found(sequence, 'UNKNOWN_KEY');
    else if (key === undefined && this.#isKeyed(time)) this.#found(sequence, 'NO_KEY');
    else if (!isWhole || known.some((other) => other !== undefined && other !== hash)) this.#found(sequence, 'CHANGED');
    if (chainKey === undefined) this.#keyless = sequence;
    else this.#refuseKeyless();
    // If an entry was changed, it is no evidence against the one before it: its link may be the changed part.
    this.#expectedHash = isWhole ? previousHash : undefined;
    this.#above = sequence;
  }

  end(): TrailVerdict {
    if (this.#above > 1) this.#found(1, 'REMOVED');
    else if (this.#expectedHash !== undefined && this.#expectedHash !== FIRST_PREVIOUS_HASH) this.#found(1, 'CHANGED');
    return this.#verdict ?? { ok: true, entries: this.#end };
  }

  #isKeyed(time: string | undefined): boolean {
    return this.#keyedSince !== undefined && (time === undefined || time >= this.#keyedSince);
  }

  /** Once an entry has a key, all later ones must have one, whatever time they claim. */
  #refuseKeyless(): void {
    const [sequence, found] = [this.#keyless, this.#verdict];
    this.#keyless = undefined;
    if (this.#keyedSince === undefined || sequence === undefined) return;
    if (found === undefined || found.ok || found.sequence > sequence) this.#found(sequence, 'NO_KEY');
  }

  #found(sequence: number, fault: TrailFault): void {
    this.#verdict = { ok: false, sequence, fault };
  }
}
