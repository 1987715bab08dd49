import type { Entities } from '../entities/kinds.ts';
import type { Page, PageRequest } from './page.ts';

/** The kinds of records that a user's account is made of. */
export const RECORD_KINDS = Object.freeze([
  'balance',
  'assetBalance',
  'balanceTransaction',
  'assetTransaction',
  'order',
  'receipt',
] as const);
/** A kind of entity that `reconcile` compares with the others. */
export type RecordKind = (typeof RECORD_KINDS)[number];

/**
 * A stored record: its entity, or the reason why it cannot be read. `misplaced` says how an index differs from the entity, so that a look
 * into the index does not find the record.
 */
export type StoredRecord<Kind extends RecordKind> =
  | { readonly id: string; readonly entity: Entities[Kind]; readonly misplaced?: string }
  | { readonly id: string; readonly unreadable: string };

/** A user in the list of all: the username, and the reason if the record of the user cannot be read. */
export interface ListedUser {
  readonly username: string;
  readonly unreadable?: string;
}

/** All users, and all records of an account, including broken ones. */
export interface RecordRepository {
  /**
   * The usernames of all users, newest first. A cursor of `UserRepository.list` goes on here, and the other way round. A record that
   * breaks its schema hides no other. VALIDATION_FAILED (limit), INVALID_CURSOR, STORAGE_FAILED.
   */
  listUsers(page?: PageRequest): Promise<Page<ListedUser>>;

  /**
   * The user's records of one kind, those with the greatest ids first. The id is the rest of the key after the user: a currency, an asset
   * id, the id of a row or an order. For a receipt it is the scope and the key, with a space between them.
   *
   * A record that breaks its schema is returned with the reason, and hides no other. A page may have fewer records than its limit even if
   * another follows. VALIDATION_FAILED (limit), INVALID_CURSOR, STORAGE_FAILED.
   */
  list<Kind extends RecordKind>(kind: Kind, username: string, page?: PageRequest): Promise<Page<StoredRecord<Kind>>>;
}
