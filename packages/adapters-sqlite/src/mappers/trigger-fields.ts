import type { Triggers } from '@orderfolio/domain/adapter';
import { ascendingKey, descendingKey } from '../sort-key.ts';
import type { Columns } from './mapper.ts';

/** The place of an order or group in the indexes by fall and by rise. Null if it has none. */
export interface TriggerRow {
  readonly fall_book: string | null;
  /** Highest first. */
  readonly fall_key: string | null;
  readonly rise_book: string | null;
  /** Lowest first. */
  readonly rise_key: string | null;
}

/** The columns follow from the entity. They are written with it, and never read back. */
export function triggerColumns<Entity>(triggersOf: (entity: Entity) => Triggers): Columns<Entity, TriggerRow> {
  return {
    fall_book: (entity) => triggersOf(entity).fall?.book ?? null,
    fall_key: (entity) => fallKeyOf(triggersOf(entity)) ?? null,
    rise_book: (entity) => triggersOf(entity).rise?.book ?? null,
    rise_key: (entity) => riseKeyOf(triggersOf(entity)) ?? null,
  };
}

function fallKeyOf({ fall }: Triggers): string | undefined {
  return fall && descendingKey(fall.at);
}

function riseKeyOf({ rise }: Triggers): string | undefined {
  return rise && ascendingKey(rise.at);
}
