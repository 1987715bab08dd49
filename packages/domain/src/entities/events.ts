import * as z from 'zod';
import { currencySchema } from '../money/currency.ts';
import { nonNegativeDecimal, positiveDecimal, signedDecimal } from '../money/decimal.ts';
import { text, timestamp, ulid } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';
import { ASSET_TRANSACTION_TYPES } from './asset-transaction.ts';
import { BALANCE_TRANSACTION_STATUSES, BALANCE_TRANSACTION_TYPES } from './balance-transaction.ts';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from './order.ts';
import { usernameSchema, userSchema, userStatusSchema } from './user.ts';

/** The version of the shape of an event's data. A later one is another literal: who reads both narrows on it. */
const FIRST_SHAPE = { schema: z.literal(1) };

/** What every event has. The id is the same whenever the same change is delivered again. */
const head = { id: text(300), at: timestamp };

/** An event about a user's account. Unknown fields are dropped: a later release may add some. */
function accountEvent<const Type extends string, Data extends z.core.$ZodShape>(type: Type, data: Data) {
  const dataSchema = z.object({ ...FIRST_SHAPE, ...data }).readonly();
  return z.object({ ...head, type: z.literal(type), username: usernameSchema, data: dataSchema }).readonly();
}

/** An event about the market, which belongs to nobody. */
function marketEvent<const Type extends string, Data extends z.core.$ZodShape>(type: Type, data: Data) {
  const dataSchema = z.object({ ...FIRST_SHAPE, ...data }).readonly();
  return z.object({ ...head, type: z.literal(type), data: dataSchema }).readonly();
}

const order = {
  orderId: ulid,
  /** The caller's own id of the order. */
  clientOrderId: text(100).optional(),
  orderType: z.enum(ORDER_TYPES),
  side: z.enum(ORDER_SIDES),
  assetId: storedAssetId,
  currency: currencySchema,
  quantity: positiveDecimal,
};

const endedOrder = {
  ...order,
  /** Why it ended like this, in the words of the order. */
  reason: text(200).optional(),
};

const cashRow = {
  transactionId: ulid,
  type: z.enum(BALANCE_TRANSACTION_TYPES),
  /** Signed: positive in, negative out. */
  amount: signedDecimal,
  currency: currencySchema,
  /** Of an order: the part of the amount that is its fee. */
  fee: nonNegativeDecimal.optional(),
  /** Of a conversion: what one unit of the paid currency was worth in the received one. */
  rate: positiveDecimal.optional(),
  /** The order that the row belongs to. */
  orderId: ulid.optional(),
  /** The two rows of a conversion have one. */
  conversionId: text(100).optional(),
  /** The balance (available + held) after the row, or when it was made. */
  balanceAfter: nonNegativeDecimal,
  /** The number of effects on the balance by then: it orders the effects of one balance. Absent on rows of older releases. */
  balanceSequence: z.int().min(0).optional(),
};

/** An order was placed: it rests, or has ended in the same commit. */
export const orderPlacedSchema = accountEvent('ORDER_PLACED', {
  ...order,
  timeInForce: z.enum(TIMES_IN_FORCE).optional(),
  limitPrice: positiveDecimal.optional(),
  stopPrice: positiveDecimal.optional(),
  trailAmount: positiveDecimal.optional(),
  trailPercent: positiveDecimal.optional(),
  expiresAt: timestamp.optional(),
});
/** See `ORDER_FILLED` in `docs/events.md`. */
export const orderFilledSchema = accountEvent('ORDER_FILLED', {
  ...order,
  /** The price of one unit. */
  executionPrice: positiveDecimal.optional(),
  /** price × quantity in the currency, without the fee. */
  totalAmount: nonNegativeDecimal.optional(),
  fee: nonNegativeDecimal.optional(),
  /** The time of the price that reached the order. */
  triggeredAt: timestamp.optional(),
});
/** See `ORDER_CANCELLED` in `docs/events.md`. */
export const orderCancelledSchema = accountEvent('ORDER_CANCELLED', endedOrder);
/** See `ORDER_EXPIRED` in `docs/events.md`. */
export const orderExpiredSchema = accountEvent('ORDER_EXPIRED', endedOrder);
/** See `ORDER_FAILED` in `docs/events.md`. */
export const orderFailedSchema = accountEvent('ORDER_FAILED', endedOrder);
/** A row of the cash ledger had its effect: `balanceAfter` is the balance with it. */
export const cashMovedSchema = accountEvent('CASH_MOVED', cashRow);
/** Cash is held, or is to come: a row that has had no effect yet. */
export const cashPendingSchema = accountEvent('CASH_PENDING', cashRow);
/** A pending row ended. With the status COMPLETED it had its effect too, and there is a CASH_MOVED of the same row. */
export const cashSettledSchema = accountEvent('CASH_SETTLED', {
  ...cashRow,
  status: z.enum(BALANCE_TRANSACTION_STATUSES).exclude(['PENDING']),
});
/** A row of the asset ledger had its effect. */
export const assetMovedSchema = accountEvent('ASSET_MOVED', {
  transactionId: ulid,
  assetId: storedAssetId,
  type: z.enum(ASSET_TRANSACTION_TYPES),
  /** Greater than zero: the type says whether it came or went. That of an ADJUSTMENT is signed. */
  quantity: signedDecimal,
  /** The currency of the price, the total and the fee. */
  currency: currencySchema,
  /** The worth of one unit of the currency in US dollars. */
  rate: positiveDecimal.optional(),
  /** The price of one unit. Zero if nothing was traded. */
  price: nonNegativeDecimal,
  totalAmount: nonNegativeDecimal,
  fee: nonNegativeDecimal.optional(),
  costBasis: nonNegativeDecimal.optional(),
  costBasisAfter: nonNegativeDecimal.optional(),
  realisedProfit: signedDecimal.optional(),
  ratio: positiveDecimal.optional(),
  orderId: ulid.optional(),
  /** The quantity of the holding (available + held) after the row. Absent on rows of older releases. */
  quantityAfter: nonNegativeDecimal.optional(),
  /** The number of the effect among those of the holding. Absent on rows of older releases. */
  holdingSequence: z.int().min(0).optional(),
});
/** See `USER_CREATED` in `docs/events.md`. */
export const userCreatedSchema = accountEvent('USER_CREATED', {
  role: userSchema.unwrap().shape.role,
  status: userStatusSchema,
});
/** Fields of a user changed. It names them, and has none of their values except the role and the status. */
export const userChangedSchema = accountEvent('USER_CHANGED', {
  role: userSchema.unwrap().shape.role,
  status: userStatusSchema,
  fields: z.array(text(50)).readonly(),
});
/** An asset was added to the catalogue, or changed there: the fields that changed, none of a new one. */
export const assetChangedSchema = marketEvent('ASSET_CHANGED', {
  assetId: storedAssetId,
  name: text(100),
  isActive: z.boolean(),
  /** The catalogue's price of one unit in US dollars. Zero: it has none. */
  priceUsd: nonNegativeDecimal,
  isNew: z.boolean(),
  fields: z.array(text(50)).readonly(),
});
/** A price was applied to the resting orders of an asset. */
export const priceAppliedSchema = marketEvent('PRICE_APPLIED', {
  assetId: storedAssetId,
  currency: currencySchema,
  price: positiveDecimal,
  /** When it was the price. */
  pricedAt: timestamp,
  sequence: z.int().min(0).optional(),
});

// Types that name schemas keep the declarations from repeating what is in them.
type OfAccounts = readonly [
  typeof orderPlacedSchema,
  typeof orderFilledSchema,
  typeof orderCancelledSchema,
  typeof orderExpiredSchema,
  typeof orderFailedSchema,
  typeof cashMovedSchema,
  typeof cashPendingSchema,
  typeof cashSettledSchema,
  typeof assetMovedSchema,
];
const OF_ACCOUNTS: OfAccounts = [
  orderPlacedSchema,
  orderFilledSchema,
  orderCancelledSchema,
  orderExpiredSchema,
  orderFailedSchema,
  cashMovedSchema,
  cashPendingSchema,
  cashSettledSchema,
  assetMovedSchema,
];

/** An event of an account: of its orders, its cash or its holdings. */
export const accountEventSchema: z.ZodDiscriminatedUnion<OfAccounts, 'type'> = z.discriminatedUnion(
  'type',
  OF_ACCOUNTS,
);

/** An event of any type. */
export const eventSchema: z.ZodDiscriminatedUnion<
  [
    ...OfAccounts,
    typeof userCreatedSchema,
    typeof userChangedSchema,
    typeof assetChangedSchema,
    typeof priceAppliedSchema,
  ],
  'type'
> = z.discriminatedUnion('type', [
  ...OF_ACCOUNTS,
  userCreatedSchema,
  userChangedSchema,
  assetChangedSchema,
  priceAppliedSchema,
]);

/** What an event tells of. */
export type FeedEventType = z.output<typeof eventSchema>['type'];

/**
 * Something that happened: narrow on `type`. `id` is the same whenever it is delivered again. `at` is the time of the command. `username`
 * is there if it belongs to a user.
 */
export type FeedEvent<Type extends FeedEventType = FeedEventType> = Extract<
  z.output<typeof eventSchema>,
  { readonly type: Type }
>;

/** Something that happened in an account. */
export type AccountEvent = z.output<typeof accountEventSchema>;

const TYPES_OF_ACCOUNTS: ReadonlySet<string> = new Set(OF_ACCOUNTS.map((schema) => schema.unwrap().shape.type.value));

/** True for an event of an account. */
export function isOfAccount(event: FeedEvent): event is AccountEvent {
  return TYPES_OF_ACCOUNTS.has(event.type);
}

/** The events of a change that has none. */
export const NO_EVENTS: readonly FeedEvent[] = Object.freeze([]);

/** Several events, as JSON has them. */
export const eventsSchema: z.ZodReadonly<z.ZodArray<typeof eventSchema>> = z.array(eventSchema).readonly();

/** The kind of record that each type of event tells of, and the fields of the event's data that name it beside its user. */
const SUBJECTS: { readonly [Type in FeedEventType]: readonly [kind: string, ...fields: readonly string[]] } = {
  ORDER_PLACED: ['order', 'orderId'],
  ORDER_FILLED: ['order', 'orderId'],
  ORDER_CANCELLED: ['order', 'orderId'],
  ORDER_EXPIRED: ['order', 'orderId'],
  ORDER_FAILED: ['order', 'orderId'],
  CASH_MOVED: ['balanceTransaction', 'transactionId'],
  CASH_PENDING: ['balanceTransaction', 'transactionId'],
  CASH_SETTLED: ['balanceTransaction', 'transactionId'],
  ASSET_MOVED: ['assetTransaction', 'transactionId'],
  USER_CREATED: ['user'],
  USER_CHANGED: ['user'],
  ASSET_CHANGED: ['asset', 'assetId'],
  PRICE_APPLIED: ['lastTick', 'assetId', 'currency'],
};

/** The id of an event: the key of the record, its version, and the type. A repeated delivery has the same. */
export function idOfEvent(type: FeedEventType, username: string, data: object, version: number): string {
  const [kind, ...fields] = SUBJECTS[type];
  let id = username === '' ? kind : `${kind}/${username}`;
  for (const field of fields) id += `/${String(Reflect.get(data, field))}`;
  return `${id}/${version}/${type}`;
}

/** The fields of the data of each type, in the order of its schema. Rows are written in it: new fields go to the end of a schema. */
export const FIELDS_OF_EVENTS: ReadonlyMap<string, readonly string[]> = new Map(
  eventSchema.options.map((option) => {
    const { type, data } = option.unwrap().shape;
    return [type.value, Object.keys(data.unwrap().shape)];
  }),
);
