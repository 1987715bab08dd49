import fc from 'fast-check';
import { availableOf, type CashRow } from '../account.ts';
import type { Book } from '../book.ts';
import {
  isRepeatable,
  type PlaceRequest,
  type Repeatable,
  type Request,
  type SettleRequest,
  withOtherBody,
} from '../requests.ts';
import { ASSET_IDS, EMAILS, KEYS, USERNAMES } from './setting.ts';

/** A generated command. Some depend on what the commands before have left. */
export type Action =
  | Request
  /** Ends one of the stored cash rows, or one that does not exist. */
  | { readonly kind: 'settleOne'; readonly status: SettleRequest['status']; readonly pick: number }
  /** Sends an earlier command with a key again: as it was, in another spelling, or with another body. */
  | { readonly kind: 'repeat'; readonly how: 'same' | 'respelled' | 'changed'; readonly pick: number }
  /** Adjusts a holding down to nothing, or just beside it. */
  | WriteOff;

interface WriteOff {
  readonly kind: 'writeOff';
  readonly username: string;
  readonly assetId: string;
  readonly beside: bigint;
  readonly key: string | undefined;
}

/** The state that an action finds in its turn. */
export interface Scene {
  readonly book: Book;
  readonly requests: readonly Request[];
}

/** The action as a command. Undefined if there is nothing to repeat yet. */
export function requestOf(action: Action, scene: Scene): Request | undefined {
  if (action.kind === 'settleOne') return settlementOf(action, scene);
  if (action.kind === 'repeat') return repetitionOf(action, scene);
  if (action.kind === 'writeOff') return writeOffOf(action, scene);
  return action;
}

type Of<Kind extends Action['kind']> = Extract<Action, { readonly kind: Kind }>;

/** Mostly a row that is pending. Now and then one that has ended. */
function settlementOf({ status, pick }: Of<'settleOne'>, { book }: Scene): Request {
  const newestFirst = [...book.accounts]
    .flatMap(([username, { rows }]) => rows.map((row) => ({ ...row, username })))
    .sort((one, other) => other.of - one.of);
  const pending = newestFirst.filter(isPending);
  const { username, of: target } = (pick === ENDED_PICK ? newestFirst[0] : pending[pick]) ?? NO_ROW;
  return { kind: 'settle', status, username, target };
}

const ENDED_PICK = 3;
const NO_ROW = { username: 'alice_01', of: 0 };

function isPending({ status }: CashRow): boolean {
  return status === 'PENDING';
}

function writeOffOf({ username, assetId, beside, key }: WriteOff, { book }: Scene): Request | undefined {
  const account = book.accounts.get(username);
  const units = (account === undefined ? 0n : availableOf(account, assetId)) + beside;
  return units === 0n ? undefined : { kind: 'adjustHolding', username, assetId, units: -units, key };
}

function repetitionOf({ how, pick }: Of<'repeat'>, { requests }: Scene): Request | undefined {
  const keyed = requests.filter(isRepeatable).filter(({ key }) => key !== undefined);
  const earlier: Repeatable | undefined = keyed.at(-1 - (pick % Math.max(1, keyed.length)));
  if (earlier === undefined || how === 'same') return earlier;
  return how === 'changed' ? withOtherBody(earlier) : { ...earlier, spelling: 'padded' };
}

// The run begins with the first user, and most commands should be about that user.
const username = fc.oneof(
  { weight: 4, arbitrary: fc.constant(USERNAMES[0] ?? '') },
  { weight: 2, arbitrary: fc.constantFrom(...USERNAMES) },
);
const key = fc.option(fc.constantFrom(...KEYS), { nil: undefined, freq: 1 });
const spelling = fc.constantFrom('plain', 'plain', 'padded');
/** Mostly so little that several commands can follow one another. */
const cents = fc.oneof(
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 8_000n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 80_000n }) },
);
const assetId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GOLD', 'SHARE') },
  { weight: 1, arbitrary: fc.constantFrom(...ASSET_IDS) },
);
const WHOLE = 100_000_000n;
const units = fc.oneof(
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 12n }).map((whole) => whole * WHOLE) },
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 3n }).map((whole) => whole * WHOLE) },
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 2n * WHOLE }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 20_000n }) },
);
const newPrice = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 1n, max: 2_000_000n }) },
  { weight: 1, arbitrary: fc.constant(0n) },
);

const currency = fc.constantFrom(undefined, undefined, undefined, 'USD', 'EUR');
const transfer = fc.record({
  kind: fc.constantFrom('deposit', 'withdraw'),
  username,
  cents,
  currency,
  isPending: fc.boolean(),
  key,
  spelling,
});
const adjustment = fc.record({
  kind: fc.constant('adjust'),
  username,
  cents: fc.tuple(fc.boolean(), cents).map(([isUp, amount]) => (isUp ? amount : -amount)),
  currency,
  key,
  spelling,
});
type Size = Pick<PlaceRequest, 'units' | 'worth' | 'isAll'>;
const size: fc.Arbitrary<Size> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ units }) },
  { weight: 2, arbitrary: fc.record({ units: fc.constant(WHOLE), worth: fc.bigInt({ min: 0n, max: 60_000n }) }) },
);
const MARKET_ORDERS = ['MARKET_BUY', 'MARKET_SELL'] as const;
const tradeOf = (types: readonly PlaceRequest['type'][], sizes: fc.Arbitrary<Size>): fc.Arbitrary<Request> =>
  fc
    .record({ kind: fc.constant('place'), username, type: fc.constantFrom(...types), assetId, currency, key, spelling })
    .chain((order) => sizes.map((sized) => ({ ...order, ...sized })));
const trade = tradeOf(MARKET_ORDERS, size);
const tradeOfAll = tradeOf(
  ['MARKET_SELL', 'MARKET_SELL', 'MARKET_SELL', 'MARKET_SELL', 'MARKET_SELL', 'MARKET_BUY'],
  fc.record({ units: fc.constant(WHOLE), isAll: fc.constant(true) }),
);
const move = fc.record({
  kind: fc.constantFrom('transferIn', 'transferIn', 'transferOut'),
  username,
  assetId,
  units,
  key,
  spelling,
});
const holdingAdjustment = fc.record({
  kind: fc.constant('adjustHolding'),
  username,
  assetId,
  units: fc.tuple(fc.boolean(), units).map(([isUp, quantity]) => (isUp ? quantity : -quantity)),
  key,
  spelling,
});
const writeOff = fc.record({
  kind: fc.constant('writeOff'),
  username,
  assetId,
  beside: fc.constantFrom(0n, 0n, 0n, 1n, -1n),
  key,
});
const conversion = fc.record({
  kind: fc.constant('convert'),
  username,
  from: fc.constantFrom('USD', 'EUR'),
  cents: fc.oneof({ weight: 9, arbitrary: cents }, { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 3n }) }),
  key,
  spelling,
});
/** Half of them are so low that a cent is worth nothing, or not much more. */
const newRate = fc.record({
  kind: fc.constant('setRate'),
  base: fc.constantFrom('USD', 'EUR'),
  rate: fc.bigInt({ min: 1n, max: 30_000n }),
});
const settlement = fc.record({
  kind: fc.constant('settleOne'),
  status: fc.constantFrom('COMPLETED', 'FAILED', 'CANCELLED'),
  pick: fc.nat({ max: ENDED_PICK }),
});
const repetition = fc.record({
  kind: fc.constant('repeat'),
  how: fc.constantFrom('same', 'same', 'respelled', 'changed'),
  pick: fc.nat({ max: 3 }),
});

/** The actions of users. Actions of one user wait for one another. */
export const userActions: readonly fc.Arbitrary<Action>[] = [
  transfer,
  transfer,
  trade,
  trade,
  conversion,
  settlement,
  repetition,
  adjustment,
  tradeOfAll,
  move,
  holdingAdjustment,
  writeOff,
];

/** Every kind of command, the frequent ones often. */
export const actions: readonly fc.Arbitrary<Action>[] = [
  ...userActions,
  newRate,
  fc.record({
    kind: fc.constant('createUser'),
    username: fc.constantFrom(...USERNAMES),
    email: fc.constantFrom(...EMAILS),
  }),
  fc.record({ kind: fc.constant('setPrice'), assetId, price: newPrice }),
  fc.record({ kind: fc.constant('setScale'), assetId, decimals: fc.constantFrom(0, 2, 8) }),
  fc.record({ kind: fc.constantFrom('activate', 'deactivate'), assetId }),
];
