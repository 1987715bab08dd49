import {
  type AssetMovementResult,
  type Balance,
  type CashMovement,
  type CashMovementResult,
  type ConversionResult,
  type Depth,
  type EndedOrder,
  type ExchangeRate,
  ORDER_STATUSES,
  ORDER_TYPES,
  type Order,
  type OrderPreview,
  type OrderStatistics,
  type Page,
  type Performance,
  type PlacedOrder,
  type PortfolioValue,
  type PriceOutcome,
  type Rate,
  RECONCILIATION_RULES,
  type Reconciliation,
  type ReplacedOrder,
  type Volume,
} from '@orderfolio/domain';
import {
  assetBalanceSchema,
  assetIdSchema,
  assetMovementSchema,
  assetSchema,
  assetTransactionSchema,
  balanceSchema,
  balanceTransactionSchema,
  cashMovementSchema,
  convertedCashSchema,
  currencySchema,
  dateSchema,
  decimalSchema,
  orderPlacementSchema,
  orderReplacementSchema,
  orderSchema,
  rateSchema,
  timestampSchema,
  ulidSchema,
  usernameSchema,
  userSchema,
} from '@orderfolio/domain/schemas';
import type { OpenSession, PublicUser, Session } from '@orderfolio/security';
import * as z from 'zod';
import { type ProblemBody, problemSchema, toProblem } from '../problems/problem.ts';
import {
  presentAsset,
  presentAssetBalance,
  presentAssetTransaction,
  presentBalance,
  presentBalanceTransaction,
  presentDepth,
  presentDifference,
  presentOrder,
  presentOrderStatistics,
  presentPerformance,
  presentPortfolio,
  presentPreview,
  presentVolume,
} from './entities.ts';
import { accountEventSchema } from './events.ts';

/** A kind of reply: its name in the document, its schema, and how a result becomes it. */
export interface ResultKind<Result> {
  readonly name: string;
  /** The schema of the JSON. The tests check every reply against it. */
  readonly schema: z.ZodType;
  readonly present: (result: Result) => unknown;
}

const asItIs = <Result>(result: Result): Result => result;

function kind<Result>(
  name: string,
  schema: z.ZodType,
  present: (result: Result) => unknown = asItIs,
): ResultKind<Result> {
  return { name, schema, present };
}

export const asset = kind('Asset', assetSchema, presentAsset);
export const balance = kind('Balance', balanceSchema, presentBalance);
export const balanceTransaction = kind('BalanceTransaction', balanceTransactionSchema, presentBalanceTransaction);
export const assetTransaction = kind('AssetTransaction', assetTransactionSchema, presentAssetTransaction);
export const order = kind<Order>('Order', orderSchema, presentOrder);
const { shape: everyUserField } = userSchema.unwrap();
const { statusAt: _at, statusBy: _by, statusReason: _reason, ...ownFields } = everyUserField;
const ownSchema = z.strictObject(ownFields);
/** Users as they see themselves, without the notes of operators. */
function presentOwn({ statusAt, statusBy, statusReason, ...own }: PublicUser<string>): object {
  return own;
}
export const user = kind<PublicUser<string>>('User', ownSchema, presentOwn);
/** A user as operators see them. */
export const account = kind<PublicUser<string>>('Account', userSchema);

/** The data of each event of a stream, which is text already. */
export const accountEvents = kind<ReadableStream<Uint8Array>>('AccountEvent', accountEventSchema);

export const balances = kind<{ readonly items: readonly Balance[] }>(
  'Balances',
  z.strictObject({ items: z.array(balanceSchema) }),
  ({ items }) => ({ items: items.map(presentBalance) }),
);

/** A page of a list of these. */
export function pageOf<Item>(item: ResultKind<Item>): ResultKind<Page<Item>> {
  const schema = z.strictObject({ items: z.array(item.schema), nextCursor: z.string().optional() });
  return kind(`${item.name}Page`, schema, (page) => ({ ...page, items: page.items.map(item.present) }));
}

type Moved = Partial<PlacedOrder> & { readonly replaced?: PlacedOrder['order'] };

/** The entities that a command has moved, as its result names them. */
function presentParts(moved: Moved): object {
  const { replaced, transaction, assetBalance, assetTransaction: trade } = moved;
  return {
    ...moved,
    ...(moved.order && { order: presentOrder(moved.order) }),
    ...(replaced && { replaced: presentOrder(replaced) }),
    ...(moved.balance && { balance: presentBalance(moved.balance) }),
    ...(transaction && { transaction: presentBalanceTransaction(transaction) }),
    ...(assetBalance && { assetBalance: presentAssetBalance(assetBalance) }),
    ...(trade && { assetTransaction: presentAssetTransaction(trade) }),
  };
}

const replayable = { replayed: z.boolean() };
export const cashMovement = kind<CashMovementResult>(
  'CashMovement',
  cashMovementSchema.extend(replayable),
  presentParts,
);
export const settlement = kind<CashMovement>('Settlement', cashMovementSchema, presentParts);
export const conversion = kind<ConversionResult>(
  'Conversion',
  convertedCashSchema.extend(replayable),
  ({ paid, received, replayed }) => ({ paid: presentParts(paid), received: presentParts(received), replayed }),
);
export const rate = kind<Rate>('Rate', rateSchema);
export const exchangeRate = kind<ExchangeRate>(
  'ExchangeRate',
  z.strictObject({ base: currencySchema, quote: currencySchema, rate: decimalSchema, at: timestampSchema }),
);
export const assetMovement = kind<AssetMovementResult>(
  'AssetMovement',
  assetMovementSchema.extend(replayable),
  presentParts,
);
/** The result of a correction of cash or of a holding. */
export const adjusted = kind<CashMovementResult | AssetMovementResult>(
  'Adjusted',
  z.union([cashMovement.schema, assetMovement.schema]),
  presentParts,
);
export const placedOrder = kind<PlacedOrder>('PlacedOrder', orderPlacementSchema.extend(replayable), presentParts);
export const replacedOrder = kind<ReplacedOrder>(
  'ReplacedOrder',
  orderReplacementSchema.extend(replayable),
  presentParts,
);
export const endedOrder = kind<EndedOrder>(
  'EndedOrder',
  orderPlacementSchema.pick({ order: true, transaction: true, assetBalance: true }).extend({
    balance: balanceSchema.optional(),
  }),
  presentParts,
);

const depthLevels = z.array(z.strictObject({ price: decimalSchema, quantity: decimalSchema, orders: z.int().min(1) }));
export const depth = kind<Depth>(
  'Depth',
  z.strictObject({
    assetId: assetIdSchema,
    currency: currencySchema,
    lastPrice: decimalSchema.optional(),
    bids: depthLevels,
    asks: depthLevels,
    isComplete: z.boolean(),
  }),
  presentDepth,
);

const orders = z.array(orderSchema);
/** An order or a group of trailing stops that a price could not end. */
const skippedSchema = z.strictObject({
  username: usernameSchema.optional(),
  orderId: ulidSchema.optional(),
  trailingGroupId: ulidSchema.optional(),
  problem: problemSchema,
});
export const priceOutcome = kind<PriceOutcome>(
  'PriceOutcome',
  z.strictObject({
    applied: z.boolean(),
    filled: orders,
    failed: orders,
    expired: orders,
    skipped: z.array(skippedSchema),
  }),
  ({ applied, filled, failed, expired, skipped }) => ({
    applied,
    filled: filled.map(presentOrder),
    failed: failed.map(presentOrder),
    expired: expired.map(presentOrder),
    skipped: skipped.map(({ error, ...name }) => ({ ...name, problem: toProblem(error).body })),
  }),
);

/** The result of one price of several: an outcome, or why there is none. */
export type AppliedPrice = { readonly assetId: string } & (
  | { readonly outcome: PriceOutcome }
  | { readonly problem: ProblemBody }
);
export interface AppliedPrices {
  readonly items: readonly AppliedPrice[];
}
const appliedPrices = kind<AppliedPrices>(
  'AppliedPrices',
  z.strictObject({
    items: z.array(
      z.strictObject({
        assetId: assetIdSchema,
        outcome: priceOutcome.schema.optional(),
        problem: problemSchema.optional(),
      }),
    ),
  }),
  ({ items }) => ({
    items: items.map((item) => ('outcome' in item ? { ...item, outcome: priceOutcome.present(item.outcome) } : item)),
  }),
);
export const priceOutcomes = kind<PriceOutcome | AppliedPrices>(
  'PriceOutcomes',
  z.union([priceOutcome.schema, appliedPrices.schema]),
  (outcome) => ('items' in outcome ? appliedPrices.present(outcome) : priceOutcome.present(outcome)),
);

const { assetId, available, held, quantity } = assetBalanceSchema.unwrap().shape;
const { currentBalance } = balanceSchema.unwrap().shape;
const { orderId: _id, clientOrderId: _key, seenTick: _tick, ...previewed } = orderSchema.unwrap().shape;
const { version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...previewedOrder } = previewed;
export const orderPreview = kind<OrderPreview>(
  'OrderPreview',
  z.strictObject({
    order: z.strictObject(previewedOrder),
    balance: z.strictObject({ currency: currencySchema, available, held }),
    assetBalance: z.strictObject({ assetId, available, held }).optional(),
  }),
  presentPreview,
);

const price = decimalSchema.optional();
const profit = { costBasis: price, averagePrice: price, unrealisedProfit: price };
export const portfolio = kind<PortfolioValue>(
  'Portfolio',
  z.strictObject({
    username: usernameSchema,
    currency: currencySchema,
    usdBalance: decimalSchema,
    cash: z.array(
      z.strictObject({ currency: currencySchema, available, held, currentBalance, rate: price, value: price }),
    ),
    totalCashValue: decimalSchema,
    assetBalances: z.array(
      z.strictObject({ assetId, available, held, quantity, price, rate: price, value: price, ...profit }),
    ),
    totalAssetValue: decimalSchema,
    totalPortfolioValue: decimalSchema,
    /** Assets and currencies. */
    unpriced: z.array(z.string()),
  }),
  presentPortfolio,
);

const count = z.int().min(0);
export const orderStatistics = kind<OrderStatistics>(
  'OrderStatistics',
  z.strictObject({
    total: count,
    byStatus: z.record(z.enum(ORDER_STATUSES), count),
    byType: z.record(z.enum(ORDER_TYPES), count),
    filledNotional: decimalSchema,
  }),
  presentOrderStatistics,
);

const ofDay = { date: dateSchema, isOpen: z.boolean() };
export const volume = kind<Volume>(
  'Volume',
  z.strictObject({
    days: z.array(z.strictObject({ ...ofDay, quantity: decimalSchema, notional: decimalSchema, trades: count })),
  }),
  presentVolume,
);

export const performance = kind<Performance>(
  'Performance',
  z.strictObject({
    days: z.array(z.strictObject({ ...ofDay, value: decimalSchema, netDeposits: decimalSchema })),
    timeWeightedReturn: price,
    moneyWeightedReturn: price,
    maxDrawdown: decimalSchema,
    realisedProfit: decimalSchema,
    unrealisedProfit: price,
    fees: decimalSchema,
    unpriced: z.array(z.string()),
  }),
  presentPerformance,
);

const ofRecord = { rule: z.enum(RECONCILIATION_RULES), entity: z.string(), id: z.string() };
const differenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('VALUE'),
    ...ofRecord,
    field: z.string(),
    /** Absent if the field should be empty, or is. */
    expected: z.string().optional(),
    stored: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('UNREADABLE'), ...ofRecord, reason: z.string() }),
  z.strictObject({ kind: z.literal('MISPLACED'), ...ofRecord, reason: z.string() }),
  z.strictObject({ kind: z.literal('MISSING'), ...ofRecord }),
  z.strictObject({ kind: z.literal('UNEXPECTED'), ...ofRecord }),
  z.strictObject({ kind: z.literal('GAP'), ...ofRecord, first: z.int(), last: z.int() }),
]);

export const reconciliation = kind<Reconciliation>(
  'Reconciliation',
  z.strictObject({
    username: usernameSchema,
    reconciled: z.boolean(),
    differences: z.array(differenceSchema),
    rows: z.int().min(0),
  }),
  (found) => ({ ...found, differences: found.differences.map(presentDifference) }),
);

export const sessions = kind<{ readonly items: readonly OpenSession[] }>(
  'Sessions',
  z.strictObject({
    items: z.array(
      z.strictObject({
        familyId: ulidSchema,
        deviceLabel: z.string().optional(),
        createdAt: timestampSchema,
        lastUsedAt: timestampSchema,
        lastAddress: z.string().optional(),
        expiresAt: timestampSchema,
      }),
    ),
  }),
);

export const registered = kind<{ readonly user: PublicUser<string> }>(
  'Registered',
  z.strictObject({ user: ownSchema }),
  ({ user: own }) => ({
    user: presentOwn(own),
  }),
);
export const session = kind<Session<string>>(
  'Session',
  z.strictObject({
    accessToken: z.string(),
    accessTokenExpiresAt: timestampSchema,
    refreshToken: z.string(),
    refreshTokenExpiresAt: timestampSchema,
    /** Only after a login. */
    deviceToken: z.string().optional(),
    user: ownSchema,
  }),
  (opened) => ({ ...opened, user: presentOwn(opened.user) }),
);
