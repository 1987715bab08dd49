import type { KeyObject } from 'node:crypto';
import { ConfigurationInvalidError, type Store } from '@orderfolio/domain';
import {
  type AuditEntry,
  type AuditHead,
  type AuditTrailRepository,
  anObject,
  FIRST_PREVIOUS_HASH,
  MAX_PAGE,
  type OptionRule,
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
 * What happened to an entry: its text, hash or link is not what was written; it is gone; it was added beyond the end; it names
 * a key that was not given, or has none where one is asked for. One that was slipped in between has taken another's place,
 * and is CHANGED.
 */
export type TrailFault = 'CHANGED' | 'REMOVED' | 'INSERTED' | 'UNKNOWN_KEY' | 'NO_KEY';

/** The keys of a kept trail. */
export interface TrailCheck {
  /** The keys that entries are hashed with: the one that the `AuditLogger` has, and those it had. */
  readonly chainKeys?: readonly NamedSecret[] | undefined;
  /** Since when every entry has one: a time or a date, ISO-8601 UTC. Without it, an entry without a key is no fault. */
  readonly keyedSince?: string | undefined;
  /** What the trail must have at least, as a log line of it says: a trail that was cut off, or written anew, has it not. */
  readonly atLeast?: ChainPlace | undefined;
}

/** Whether a kept trail is whole: how many entries it has, or the first that is wrong. */
export type TrailVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly sequence: number; readonly fault: TrailFault };

/**
 * Checks a user's kept trail, entry by entry, and returns the first that was changed, removed or inserted. Reads it in pages;
 * entries that are appended meanwhile are no fault, and wait for the next call.
 *
 * It finds what was done to single entries. Who can rewrite the whole store can also compute a chain anew, from any entry on,
 * unless it has a key: then all that they can do is to cut it off. Keep the log lines elsewhere: `atLeast` takes the `sequence` and the
 * `hash` of one, and finds both.
 *
 * Rejects with VALIDATION_FAILED (username, keyedSince, atLeast, an unknown field), CONFIGURATION_INVALID (a weak key), STORAGE_FAILED (also for an entry that is no
 * longer readable).
 */
export async function verifyAuditTrail(
  store: Pick<Store, 'auditTrail'>,
  name: string,
  check: TrailCheck = {},
): Promise<TrailVerdict> {
  const given = readFields(check, 'check');
  const { chainKeys = [] } = given;
  const { keyedSince, atLeast: anchor } = parse(checkSchema, given, 'check');
  requireOptions({ chainKeys }, { chainKeys: aList }, [], 'check');
  const keys = readNamedSecrets(chainKeys.map((key, index) => [`chainKeys.${index}`, key]));
  const username = parse(usernameSchema, name, 'username');
  const { auditTrail } = readFields(store, 'store');
  if (typeof auditTrail?.head !== 'function')
    throw new ConfigurationInvalidError({ field: 'store', rule: 'must be a store as an adapter has opened it' });
  const before = await auditTrail.head(username);
  const first = await auditTrail.list(username, { limit: MAX_PAGE });
  // An entry and the head that counts it are one commit: what this later head does not count was never appended.
  const after = await auditTrail.head(username);
  const walk = new BackwardWalk(before, after, keys, keyedSince, anchor);
  for await (const entry of entriesFrom(auditTrail, username, first)) walk.meet(entry);
  return walk.end();
}

const aList: OptionRule = {
  words: 'must be a list of objects with a kid and a secret',
  allows: (value) => Array.isArray(value) && value.every(anObject.allows),
};

const checkSchema = z.strictObject({
  // Read by what makes keys of them.
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

/** From the newest entry to the first: of the faults met, the last is the first of the trail. */
class BackwardWalk {
  /** What is known of the hashes of single entries: two heads, and a log line. */
  readonly #places: readonly (ChainPlace | undefined)[];
  readonly #end: number;
  /** The sequence met last, or one more than the newest that must be there. */
  #above: number;
  /** The first of the entries met that have no key. */
  #keyless: number | undefined;
  /** What the successor of the next entry says its hash is. */
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
    // Appended between the two heads: nothing below is missing because of it.
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
    // What is no longer as it was written accuses nobody: its link may be the very thing that was changed.
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

  /** After an entry with a key there is none without one, whatever time it claims. */
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
