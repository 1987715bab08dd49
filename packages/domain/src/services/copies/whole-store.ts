import { ENTITIES, type Entities, type EntityKind } from '../../entities/kinds.ts';
import { nextLogin } from '../../entities/login.ts';
import type { RefreshToken } from '../../entities/refresh-token.ts';
import { type StoredUser, shownUser } from '../../entities/user.ts';
import { StorageFailedError } from '../../errors/storage-errors.ts';
import { type EntityRecord, isRecordOf } from '../../ports/bulk-loader.ts';
import { nextTurn } from '../../ports/clock.ts';
import type { AdapterStore } from '../../ports/store.ts';
import { readStored } from '../../validation/parse.ts';
import { isPlaceOfAnalytics } from '../analytics/generations.ts';
import { isPlaceOfConsumer } from '../consumers/checkpoint.ts';
import { isJournal } from './journal-key.ts';
import { endOf } from './tally.ts';

/** About this many records are in memory for each part that is being read. */
const PAGE = 500;

/** Some records, and the place after them. Without a place they are the last of their part. */
export interface PageOfRecords {
  readonly records: readonly EntityRecord[];
  readonly next: string | undefined;
}

/** The part of a store that a copy reads. */
export type ReadableStore = Pick<AdapterStore, 'bulk' | 'unitOfWork'>;

/**
 * The records of a part that a copy of the instant `at` takes along, from the place `after` on. STORAGE_FAILED, naming them, for records
 * that cannot be read.
 */
export async function* pagesIn(
  store: ReadableStore,
  part: string,
  after: string | undefined,
  at: string,
): AsyncGenerator<PageOfRecords> {
  let place = after;
  do {
    // A store in this process answers at once. A signal has to get through all the same.
    await nextTurn();
    const { records, unreadable, next } = await store.bulk.read(part, PAGE, place);
    if (unreadable.length > 0) throw new StorageFailedError({ reason: wordsOf(unreadable), retryable: false });
    yield { records: await takenAlong(store, records, at), next };
    place = next;
  } while (place !== undefined);
}

/** True if no part has a record, except the journal of a copy. */
export async function isEmpty({ bulk }: Pick<AdapterStore, 'bulk'>): Promise<boolean> {
  for (const part of bulk.parts) {
    let place: string | undefined;
    do {
      const { records, unreadable, next } = await bulk.read(part, PAGE, place);
      if (unreadable.length > 0 || records.some((record) => !isJournal(record))) return false;
      place = next;
    } while (place !== undefined);
  }
  return true;
}

const MOST_REASONS = 10;

function wordsOf(unreadable: readonly string[]): string {
  const more = unreadable.length - MOST_REASONS;
  return [...unreadable.slice(0, MOST_REASONS), ...(more > 0 ? [`and ${more} more records`] : [])].join('; ');
}

async function takenAlong(
  store: ReadableStore,
  records: readonly EntityRecord[],
  at: string,
): Promise<readonly EntityRecord[]> {
  const taken: EntityRecord[] = [];
  for (const record of records) {
    if (isLeftBehind(record, at)) continue;
    if (isRecordOf('user', record) && record.value.passwordHash !== undefined)
      taken.push(...(await withLogin(store, record.value)));
    else if (isRecordOf('refreshToken', record) && record.value.familyExpiresAt === undefined)
      taken.push(...(await withEnd(store, record.value, at)));
    else taken.push(record);
  }
  return taken;
}

/** What has ended may be gone at any time; a place in the feed of one store means nothing in the feed of another. */
function isLeftBehind(record: EntityRecord, at: string): boolean {
  const end = endOf(record);
  if (end !== undefined && end <= at) return true;
  if (!isRecordOf('projection', record)) return false;
  const { projection } = record.value;
  return isJournal(record) || isPlaceOfConsumer(projection) || isPlaceOfAnalytics(projection);
}

/** A user of an older release, whose hash moves to the login record: not every store has a place for it elsewhere. */
async function withLogin({ unitOfWork }: ReadableStore, user: StoredUser): Promise<readonly EntityRecord[]> {
  const { username, updatedAt } = user;
  const [login, attempts] = await unitOfWork.read([
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
  ]);
  const shown = madeRecord('user', shownUser(user));
  return login !== undefined ? [shown] : [shown, madeRecord('login', nextLogin({ user, login, attempts }, updatedAt))];
}

/** A token of an older release, which ends with its family. Without one it opens nothing. */
async function withEnd(
  { unitOfWork }: ReadableStore,
  token: RefreshToken,
  at: string,
): Promise<readonly EntityRecord[]> {
  const { username, familyId } = token;
  const [family] = await unitOfWork.read([{ entity: 'refreshFamily', username, familyId }]);
  if (family === undefined || family.expiresAt <= at) return [];
  return [madeRecord('refreshToken', { ...token, familyExpiresAt: family.expiresAt })];
}

/** A record that no store has as it is here: its fields get the order that the others have. */
function madeRecord<Kind extends EntityKind>(entity: Kind, value: Entities[Kind]): EntityRecord<Kind> {
  return { entity, value: readStored(ENTITIES[entity].schema, value, entity) };
}
