import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { StorageFailedError } from '@orderfolio/domain';
import { type Entities, type EntityKind, eventsOf, type FeedChange } from '@orderfolio/domain/adapter';
import { type ItemKey, toldKindOf } from './item-key.ts';
import { MAPPERS } from './mappers/index.ts';
import { fromNumber, type Item, readItem } from './mappers/mapper.ts';

/** The images of an item, in the form of the stream: attributes with their types. */
type Image = Record<string, AttributeValue>;

/** A write of one item, as the stream has it. */
export interface StreamRecord {
  readonly position: string;
  readonly before: Image | undefined;
  readonly after: Image | undefined;
}

/** In `commit` of an item that a copy of the store has written. No commit has this token. */
export const LOADED = 'loaded';

/**
 * The events of an item's change. Undefined for an item without events, such as a balance, for one that was removed, and
 * for one that a copy has written: it has happened elsewhere.
 */
export function changeOf({ position, before, after }: StreamRecord): FeedChange | undefined {
  if (after === undefined) return undefined;
  const { pk, sk, commit } = after;
  if (commit?.S === LOADED) return undefined;
  const key = { pk: pk?.S, sk: sk?.S };
  if (!isKey(key)) return undefined;
  const kind = toldKindOf(key);
  if (kind === undefined) return undefined;
  try {
    const events = eventsOfImages(kind, before, after);
    return events.length === 0 ? undefined : { position, events };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { position, events: [], unreadable: error.reason };
  }
}

function isKey(key: { readonly pk: unknown; readonly sk: unknown }): key is ItemKey {
  return typeof key.pk === 'string' && typeof key.sk === 'string';
}

function eventsOfImages<Kind extends EntityKind>(entity: Kind, before: Image | undefined, after: Image) {
  const written = entityIn(entity, after);
  return written === undefined ? [] : eventsOf({ entity, before: before && entityIn(entity, before), after: written });
}

function entityIn<Kind extends EntityKind>(kind: Kind, image: Image): Entities[Kind] | undefined {
  return readItem(MAPPERS[kind], itemOf(image));
}

function itemOf(image: Image): Item {
  let item: Record<string, unknown>;
  try {
    item = unmarshall(image, { wrapNumbers: fromNumber });
  } catch (cause) {
    throw unreadable(cause);
  }
  const { pk, sk } = item;
  if (typeof pk !== 'string' || typeof sk !== 'string') throw unreadable(undefined);
  return { ...item, pk, sk };
}

function unreadable(cause: unknown): StorageFailedError {
  return new StorageFailedError({ reason: 'an image of the stream cannot be read', retryable: false }, { cause });
}
