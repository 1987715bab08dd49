import { NumberValue } from '@aws-sdk/lib-dynamodb';
import {
  type Decimal as Amount,
  type Currency,
  DEFAULT_CURRENCY,
  Decimal,
  isDecimal,
  StorageFailedError,
} from '@orderfolio/domain';
import { ENTITIES, type Entities, type EntityKind, type KeyField, readStored } from '@orderfolio/domain/adapter';

/** The value of an attribute on the way to the table. Undefined ones are left out. */
type Attribute =
  | string
  | boolean
  | number
  | null
  | NumberValue
  | Uint8Array
  | Attributes
  | ReadonlyMap<string, string>
  | readonly NumberValue[]
  | undefined;
export interface Attributes {
  readonly [name: string]: Attribute;
}

/** An item as it comes from the table: numbers are Decimals, all else is unchanged. Anyone may have edited it. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly [name: string]: unknown;
}

/**
 * How one kind of entity is stored: the only place that knows its attributes. Fields of the key and fields that can be computed are not
 * stored: an item of at most 1 KB costs half of a larger one.
 */
export interface Mapper<Kind extends EntityKind> {
  readonly entity: Kind;
  /** The attributes of the entity, without its key. */
  toAttributes(entity: Entities[Kind]): Attributes;
  /** The attributes that follow from others: only the indexes need them. Most kinds have none. */
  derived?(entity: Entities[Kind]): Attributes;
  /** The fields of the item, which the entity's schema then checks. Undefined if the item has no such entity. */
  fields(item: Item): Fields<Kind> | undefined;
}

/** Every field of an entity, optional ones included, as it was found. */
type Fields<Kind extends EntityKind> = { readonly [Field in keyof Required<Entities[Kind]>]: unknown };

/**
 * A mapper that stores each field under its own name, except the key fields and `Otherwise`: these have no attribute, or one of another
 * name. A new field of the schema does not compile before it is stored and read.
 */
export interface CompleteMapper<Kind extends EntityKind, Otherwise extends keyof Entities[Kind] = never>
  extends Mapper<Kind> {
  toAttributes(entity: Entities[Kind]): Attributes & {
    readonly [Field in Exclude<keyof Required<Entities[Kind]>, KeyField<Kind> | Otherwise>]: Attribute;
  };
}

/** The entity in an item. STORAGE_FAILED, naming the item, if somebody has edited it into nonsense. */
export function readItem<Kind extends EntityKind>(mapper: Mapper<Kind>, item: Item): Entities[Kind] | undefined {
  try {
    const fields = mapper.fields(item);
    return fields && readStored(ENTITIES[mapper.entity].schema, fields, mapper.entity);
  } catch (cause) {
    if (!(cause instanceof StorageFailedError)) throw cause;
    const reason = `${cause.reason}: mend the item with pk ${item.pk} and sk ${item.sk}`;
    throw new StorageFailedError({ reason, retryable: false }, { cause });
  }
}

/** One attribute of an item. Undefined if there is no such attribute, or no item. */
export function attributeOf(item: Item | undefined, name: string): unknown {
  return item?.[name];
}

/** An amount as a number of the table, which keeps 38 digits. */
export function numberOf(amount: Amount): NumberValue {
  return NumberValue.from(amount.toString());
}

export function optionalNumberOf(amount: Amount | undefined): NumberValue | undefined {
  return amount === undefined ? undefined : numberOf(amount);
}

/** A number of the table as it is read: exact, in canonical form. */
export function fromNumber(text: string): Amount {
  return new Decimal(text);
}

/** A whole number. The schema refuses anything else. */
export function integerOf(value: unknown): unknown {
  return isDecimal(value) ? Number(value.toString()) : value;
}

/** The sum of the two parts of a balance or holding. If a part is not an amount, the schema refuses it. */
export function sumOf(available: unknown, held: unknown): unknown {
  if (!isDecimal(available)) return available;
  return isDecimal(held) ? available.plus(held) : held;
}

/** A currency as an attribute. An absent one means US dollars, as in all items of older releases. */
export function currencyAttribute(currency: Currency): Currency | undefined {
  return currency === DEFAULT_CURRENCY ? undefined : currency;
}

/**
 * Pairs whose names a caller has chosen. As a plain object, one with the name `constructor` would be taken for an instance of a class,
 * which lib-dynamodb does not store.
 */
export function pairsAttribute(
  pairs: Readonly<Record<string, string>> | undefined,
): ReadonlyMap<string, string> | undefined {
  return pairs && new Map(Object.entries(pairs));
}

/** The fields that every entity has. */
export function storedFields({ version, createdAt, updatedAt }: Item) {
  return { version: integerOf(version), createdAt, updatedAt };
}

/** The attributes of these fields. */
export function storedAttributes({ version, createdAt, updatedAt }: Stored): Stored {
  return { version, createdAt, updatedAt };
}

type Stored = Pick<Entities[EntityKind], 'version' | 'createdAt' | 'updatedAt'>;
