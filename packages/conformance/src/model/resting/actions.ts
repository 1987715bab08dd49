import type { OrderType, TimeInForce } from '@orderfolio/domain';
import fc from 'fast-check';
import { ASSET_IDS, KEYS, USERNAMES } from './setting.ts';

/** A generated command. Its input depends on the prices and the orders that it finds. */
export type Action =
  | Placing
  | { readonly kind: 'cancel'; readonly pick: number; readonly by: 'owner' | 'stranger' }
  | {
      readonly kind: 'replace';
      readonly pick: number;
      readonly units: bigint | undefined;
      readonly field: 'limit' | 'stop' | 'own' | undefined;
      readonly drift: bigint;
      readonly key: string | undefined;
    }
  | {
      readonly kind: 'tick';
      readonly assetId: string;
      readonly to: Target;
      readonly when: When;
      /** Undefined, or how much more than the highest sequence of its time. */
      readonly sequence: number | undefined;
      /** How far the clock of the sender is behind, in milliseconds. */
      readonly behind: number;
    }
  | {
      readonly kind: 'break';
      readonly assetId: string;
      readonly type: 'LIMIT_BUY' | 'LIMIT_SELL';
      readonly drift: bigint;
      readonly expiresIn: number | undefined;
    }
  | { readonly kind: 'expire'; readonly ahead: number }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'deposit' | 'withdraw'; readonly username: string; readonly cents: bigint }
  | {
      readonly kind: 'transferIn' | 'transferOut' | 'adjustHolding';
      readonly username: string;
      readonly assetId: string;
      readonly units: bigint;
    }
  /** Adjusts a holding down to nothing, or just beside it. */
  | { readonly kind: 'writeOff'; readonly username: string; readonly assetId: string; readonly beside: bigint }
  | { readonly kind: 'setPrice'; readonly assetId: string; readonly drift: bigint }
  | { readonly kind: 'activate' | 'deactivate'; readonly assetId: string }
  | { readonly kind: 'repeat'; readonly pick: number }
  /** Trailing stops that come together, and a rise that lifts them into a group. */
  | { readonly kind: 'crowd'; readonly orders: readonly Placing[]; readonly rise: bigint };

interface Placing {
  readonly kind: 'place';
  readonly username: string;
  readonly assetId: string;
  readonly type: OrderType;
  readonly units: bigint;
  readonly isAll: boolean | undefined;
  /** How far from the price, in thousandths of it, and on which side of it. */
  readonly away: bigint;
  readonly where: 'ahead' | 'behind';
  readonly trail: 'amount' | 'percent';
  readonly timeInForce: TimeInForce | undefined;
  /** Milliseconds from now. */
  readonly expiresIn: number | undefined;
  readonly key: string | undefined;
}

/**
 * The next price: up or down by thousandths, at the trigger of an order or just beside it, or a given price. Or an
 * earlier price comes again.
 */
type Target =
  | { readonly kind: 'drift'; readonly thousandths: bigint }
  | { readonly kind: 'trigger'; readonly pick: number; readonly beside: bigint }
  | { readonly kind: 'again'; readonly pick: number }
  | { readonly kind: 'price'; readonly units: bigint };

/** When a price was the price: so many milliseconds before now, or at the time of the last one. Or it does not say. */
type When = { readonly kind: 'before'; readonly age: number } | { readonly kind: 'at the last' | 'untimed' };

const WHOLE = 100_000_000n;
const username = fc.constantFrom(...USERNAMES);
const assetId = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('GOLD', 'GOLD', 'SHARE') },
  { weight: 1, arbitrary: fc.constantFrom(...ASSET_IDS, 'NONE') },
);
/** Absent in most commands. */
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const key = seldom(fc.constantFrom(...KEYS));
const pick = fc.nat({ max: 5 });
const units = fc.oneof(
  { weight: 20, arbitrary: fc.bigInt({ min: 2n, max: 6n }).map((whole) => whole * WHOLE) },
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 5n * WHOLE }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 40_000n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 40n, max: 200n }).map((whole) => whole * WHOLE) },
);
const DAY = 24 * 3_600_000;
const expiresIn = seldom(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(2, 1_000, 70_000, 400_000) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 364 * DAY, 368 * DAY) },
  ),
);
const drift = fc.bigInt({ min: -40n, max: 40n });

const place = (types: readonly OrderType[], times: readonly (TimeInForce | undefined)[]): fc.Arbitrary<Placing> =>
  fc.record({
    kind: fc.constant('place'),
    username,
    assetId,
    type: fc.constantFrom(...types),
    units,
    isAll: seldom(fc.constant(true)),
    away: fc.oneof(
      { weight: 20, arbitrary: fc.bigInt({ min: 1n, max: 60n }) },
      { weight: 1, arbitrary: fc.bigInt({ min: 900n, max: 1_001n }) },
    ),
    where: fc.oneof({ weight: 9, arbitrary: fc.constant('ahead') }, { weight: 1, arbitrary: fc.constant('behind') }),
    trail: fc.constantFrom('amount', 'percent'),
    timeInForce: fc.constantFrom(...times),
    expiresIn,
    key,
  });

const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ kind: fc.constant('drift'), thousandths: drift }) },
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constant('trigger'), pick, beside: fc.constantFrom(0n, 0n, 1n, -1n, 500n, -500n) }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('again'), pick: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('price'), units: fc.constantFrom(0n, 20n, 9_000_000n) }) },
);
const tick: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('tick'),
  assetId,
  to: target,
  when: fc.oneof(
    { weight: 20, arbitrary: fc.constant({ kind: 'before' as const, age: 0 }) },
    { weight: 8, arbitrary: fc.constantFrom<When>({ kind: 'at the last' }, { kind: 'untimed' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('before'),
        age: fc.constantFrom(1, 2, 100, 70_000, -2, -50_000, -80_000),
      }),
    },
  ),
  sequence: seldom(fc.constantFrom(-1, 0, 1, 2)),
  behind: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(2_000, -2_000) }),
});

/** An order of a stranger that nothing can end. It must be reported, and must stop nothing. */
const broken: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('break'),
  assetId: fc.constantFrom(...ASSET_IDS),
  type: fc.constantFrom('LIMIT_BUY', 'LIMIT_SELL'),
  drift,
  expiresIn,
});

const LIMITS = ['LIMIT_BUY', 'LIMIT_SELL'] as const;
const resting = place([...LIMITS, 'STOP_LOSS_SELL', 'TAKE_PROFIT_SELL'], [undefined]);
const trailing = place(['TRAILING_STOP_SELL'], [undefined]);

const crowd: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('crowd'),
  orders: fc.array(trailing, { minLength: 1, maxLength: 4 }),
  rise: fc.bigInt({ min: 1n, max: 30n }),
});

const replacement: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('replace'),
  pick,
  units: seldom(units),
  field: fc.constantFrom('own', 'own', 'own', 'own', 'limit', 'stop', undefined),
  drift,
  key,
});

const often = (times: number, arbitrary: fc.Arbitrary<Action>): readonly fc.Arbitrary<Action>[] =>
  Array.from({ length: times }, () => arbitrary);

/** The orders that may exist before a race: groups of trailing stops that are old enough to be merged. */
export const openings: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: crowd },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: fc.constant(61_000) }) },
    { weight: 1, arbitrary: tick },
    { weight: 1, arbitrary: broken },
  ),
  { maxLength: 6 },
);

const transfer: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('deposit', 'withdraw'),
  username,
  cents: fc.bigInt({ min: 1n, max: 80_000n }),
});
const cancellation: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('cancel'),
  pick,
  by: fc.constantFrom('owner', 'owner', 'owner', 'stranger'),
});

/** The actions of users. Actions of one user wait for one another. */
export const userActions: readonly fc.Arbitrary<Action>[] = [
  ...often(2, resting),
  trailing,
  ...often(2, cancellation),
  replacement,
  ...often(2, transfer),
];

/** Every kind of command, the frequent ones often. */
export const actions: readonly fc.Arbitrary<Action>[] = [
  ...often(9, tick),
  ...often(4, trailing),
  ...often(3, crowd),
  ...often(6, resting),
  ...often(3, fc.record({ kind: fc.constant('wait'), milliseconds: fc.constantFrom(1_000, 61_000, 61_000, 400_000) })),
  place([...LIMITS], ['IOC', 'FOK', 'GTC', 'GTD']),
  place(['MARKET_BUY', 'MARKET_SELL'], [undefined]),
  ...often(2, cancellation),
  ...often(3, replacement),
  broken,
  fc.record({ kind: fc.constant('expire'), ahead: fc.constantFrom(0, 0, 0, -500, 60_000) }),
  transfer,
  fc.record({ kind: fc.constantFrom('transferIn', 'transferOut'), username, assetId, units }),
  fc.record({
    kind: fc.constant('adjustHolding'),
    username,
    assetId,
    units: fc.tuple(fc.boolean(), units).map(([isUp, amount]) => (isUp ? amount : -amount)),
  }),
  fc.record({ kind: fc.constant('writeOff'), username, assetId, beside: fc.constantFrom(0n, 0n, 1n, -1n) }),
  fc.record({ kind: fc.constant('setPrice'), assetId, drift }),
  fc.record({ kind: fc.constantFrom('activate', 'activate', 'deactivate'), assetId }),
  fc.record({ kind: fc.constant('repeat'), pick }),
];

/** Prices, and what meets them at trailing stops. A race of a few of these is a close one. */
export const closeActions: readonly fc.Arbitrary<Action>[] = [
  broken,
  ...often(5, tick),
  ...often(3, replacement),
  trailing,
  fc.record({ kind: fc.constant('cancel'), pick, by: fc.constant('owner') }),
  fc.record({ kind: fc.constant('wait'), milliseconds: fc.constant(61_000) }),
];
