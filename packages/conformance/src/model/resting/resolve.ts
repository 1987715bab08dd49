import { availableOf } from '../account.ts';
import type { Book } from '../book.ts';
import { type ModelOrder, sideOf, triggerOf } from '../orders.ts';
import { quoteOf } from '../placing.ts';
import {
  type BreakRequest,
  isOrderRequest,
  type PlaceRequest,
  type ReplaceRequest,
  type Request,
  type TickRequest,
} from '../requests.ts';
import type { Action } from './actions.ts';
import { USERNAMES } from './setting.ts';

/** The state that an action finds in its turn. */
export interface Scene {
  readonly book: Book;
  readonly now: number;
  readonly earlier: readonly Request[];
}

type Of<Kind extends Action['kind']> = Extract<Action, { kind: Kind }>;

/** The single steps of an action. */
export function* stepsOf(action: Action): Generator<Exclude<Action, { kind: 'crowd' }>> {
  if (action.kind !== 'crowd') {
    yield action;
    return;
  }
  const { assetId = 'GOLD' } = action.orders[0] ?? {};
  yield* action.orders.map((order) => ({ ...order, assetId }));
  const now = { kind: 'before', age: 0 } as const;
  const rise = { kind: 'drift', thousandths: action.rise } as const;
  yield { kind: 'tick', assetId, to: rise, when: now, sequence: undefined, behind: 0 };
}

/** The action as a command. Undefined for a wait, and if there is nothing to repeat. */
export function requestOf(action: Exclude<Action, { kind: 'crowd' }>, scene: Scene): Request | undefined {
  const { book, now, earlier } = scene;
  switch (action.kind) {
    case 'place':
      return placeRequest(action, scene);
    case 'cancel': {
      const { username = 'alice_01', by: target = 0 } = pickOrder(book, action.pick) ?? {};
      const stranger = USERNAMES.find((name) => name !== username) ?? username;
      return { kind: 'cancel', username: action.by === 'owner' ? username : stranger, target };
    }
    case 'replace':
      return replaceRequest(action, scene);
    case 'tick':
      return tickRequest(action, scene);
    case 'expire':
      return { kind: 'expire', at: now + action.ahead };
    case 'break':
      return breakRequest(action, scene);
    case 'setPrice': {
      const { assetId, drift } = action;
      return { kind: 'setPrice', assetId, price: shifted(book.listings.get(assetId)?.price ?? SOME_PRICE, drift) };
    }
    case 'writeOff': {
      const { username, assetId, beside } = action;
      const units = availableOf(book.account(username), assetId) + beside;
      return units === 0n ? undefined : { kind: 'adjustHolding', username, assetId, units: -units };
    }
    case 'repeat':
      return earlier
        .filter(isOrderRequest)
        .findLast(({ key }, index, { length }) => key !== undefined && length - index > action.pick);
    case 'wait':
      return undefined;
    default:
      return action;
  }
}

const SOME_PRICE = 500_000n;

function shifted(price: bigint, thousandths: bigint): bigint {
  return (price * (1_000n + thousandths)) / 1_000n;
}

function placeRequest(action: Of<'place'>, { book, now }: Scene): PlaceRequest {
  const { username, assetId, type, units, expiresIn, timeInForce, key } = action;
  const isAll = action.isAll === true && sideOf(action) === 'SELL' ? true : undefined;
  const quote = quoteOf(book, assetId) ?? SOME_PRICE;
  const expiresAt = expiresIn === undefined || type.startsWith('MARKET') ? undefined : now + expiresIn;
  const common = { kind: 'place', username, assetId, type, units, isAll, expiresAt, timeInForce, key } as const;
  const isBelow = type === 'LIMIT_BUY' || type === 'STOP_LOSS_SELL';
  const price = shifted(quote, isBelow === (action.where === 'ahead') ? -action.away : action.away);
  switch (type) {
    case 'LIMIT_BUY':
    case 'LIMIT_SELL':
      return { ...common, limit: price };
    case 'STOP_LOSS_SELL':
    case 'TAKE_PROFIT_SELL':
      return { ...common, stop: price };
    case 'TRAILING_STOP_SELL':
      return action.trail === 'amount'
        ? { ...common, trailAmount: (quote * action.away) / 1_000n }
        : { ...common, trailPercent: action.away * 1_000n };
    default:
      return common;
  }
}

/** Mostly an order that waits. Now and then one that has ended. */
function pickOrder({ orders }: Book, pick: number): ModelOrder | undefined {
  const newestFirst = [...orders.values()].reverse();
  const waiting = newestFirst.filter(({ status }) => status === 'QUEUED');
  const candidates = pick === ENDED_PICK || waiting.length === 0 ? newestFirst : waiting;
  return candidates[pick % candidates.length];
}

const ENDED_PICK = 5;

function replaceRequest({ pick, units, field, drift, key }: Of<'replace'>, { book }: Scene): ReplaceRequest {
  const order = pickOrder(book, pick);
  const { username = 'alice_01', by: target = 0, limit, stop } = order ?? {};
  const own = limit === undefined ? (stop === undefined ? undefined : 'stop') : 'limit';
  const changed = field === 'own' ? own : field;
  const price = shifted(limit ?? stop ?? SOME_PRICE, drift);
  // A replacement must ask for something.
  const needed = units ?? (changed === undefined ? (order?.units ?? 1n) : undefined);
  return { kind: 'replace', username, target, key, units: needed, ...(changed !== undefined && { [changed]: price }) };
}

function tickRequest({ assetId, to, when, sequence, behind }: Of<'tick'>, scene: Scene): TickRequest {
  const { book, now, earlier } = scene;
  const last = book.lastTick(assetId);
  const price = quoteOf(book, assetId) ?? SOME_PRICE;
  const at = when.kind === 'before' ? now - when.age : when.kind === 'untimed' ? undefined : (last?.at ?? now);
  const known = book.applied(assetId).flatMap((tick) => (tick.at === at ? (tick.sequence ?? []) : []));
  const numbered = sequence === undefined ? undefined : Math.max(0, sequence + Math.max(0, ...known));
  const tick = { kind: 'tick', assetId, at, sequence: numbered, behind } as const;
  switch (to.kind) {
    case 'again': {
      const ticks = earlier.filter((request) => request.kind === 'tick');
      return ticks.filter((given) => given.assetId === assetId).at(-1 - to.pick) ?? { ...tick, price };
    }
    case 'price':
      return { ...tick, price: to.units };
    case 'drift':
      return { ...tick, price: shifted(last?.price ?? price, to.thousandths) };
    case 'trigger': {
      const waiting = book.resting(assetId);
      const order = waiting[to.pick % waiting.length];
      const trigger = order === undefined ? price : triggerOf(order, order.mark ?? 0n) / 1_000_000n;
      return { ...tick, price: trigger + to.beside };
    }
  }
}

function breakRequest({ assetId, type, drift, expiresIn }: Of<'break'>, { book, now }: Scene): BreakRequest {
  const limit = shifted(quoteOf(book, assetId) ?? SOME_PRICE, drift);
  // A store takes no price of nothing.
  const expiresAt = expiresIn === undefined ? undefined : now + expiresIn;
  return { kind: 'break', assetId, type, limit: limit > 0n ? limit : 1n, expiresAt };
}
