import { Decimal } from '@orderfolio/domain';
import type { Entities, RecordKind } from '@orderfolio/domain/adapter';

/** The bad values of a field: another record, or the rules, exclude them. None if this record may have any value there. */
type Forbidden<Entity> = (entity: Entity) => readonly unknown[];

/** A part of the record's key: another value makes it another record. */
export const KEY = 'KEY';
/** The field follows from others, and is not stored. */
export const DERIVED = 'DERIVED';

/** The bad values of a field, or why it has none. */
export type FieldRule<Kind extends RecordKind> = Forbidden<Entities[Kind]> | typeof KEY | typeof DERIVED;

/** Every field of a record. A new one does not compile until its bad values are known. */
export type Fields<Kind extends RecordKind> = {
  readonly [Field in keyof Required<Entities[Kind]>]: FieldRule<Kind>;
};

export const PAST = '2020-01-01T00:00:00.000Z';
export const FUTURE = '2030-01-01T00:00:00.000Z';
/** An id that nothing has. */
export const SOME_ID = '01JGFJJZ00000G40R40M30E20Z';
export const ONE: Decimal = new Decimal('1');

export function more(amount: Decimal): Decimal {
  return amount.plus(ONE);
}

export function othersThan<Value>(values: readonly Value[], value: Value): readonly Value[] {
  return values.filter((other) => other !== value);
}

/** Text may say anything, but may not be empty. */
export function noText(): readonly unknown[] {
  return [''];
}

/** The fields of every record. Records that no longer change have stricter rules of their own. */
export const storedFields = {
  version: () => [0],
  createdAt: () => [FUTURE],
  updatedAt: () => [PAST],
};
