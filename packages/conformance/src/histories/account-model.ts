import type { PlainModel } from './one-order.ts';

/** The constant price of one unit. */
export const PRICE = 10;

/** A command of one user, in whole dollars and units. */
export interface AccountCall {
  readonly kind: 'deposit' | 'withdraw' | 'buy' | 'sell' | 'look';
  readonly amount: number;
  readonly key: string | undefined;
}

/** The available amount after it, or the reason of the refusal. */
export interface AccountReply {
  readonly cash?: number;
  readonly units?: number;
  readonly replayed?: boolean;
  readonly refusal?: string;
}

interface Kept {
  readonly call: string;
  readonly reply: AccountReply;
}

export interface Account {
  readonly cash: number;
  readonly units: number;
  readonly kept: Readonly<Record<string, Kept>>;
}

/** An account as a child would keep it: two numbers, and a list of the commands by their keys. */
export const accountModel: PlainModel<AccountCall, AccountReply, Account> = {
  start: { cash: 0, units: 0, kept: {} },
  step(account, call, reply) {
    const [after, said] = carriedOut(account, call);
    return reply === undefined || isSame(said, reply) ? after : undefined;
  },
  // A repeat answers with what the first one said, so accounts that differ in that are not the same.
  textOf: ({ cash, units, kept }) => JSON.stringify([cash, units, Object.entries(kept).sort(byName)]),
};

function byName([one]: readonly [string, Kept], [other]: readonly [string, Kept]): number {
  return one < other ? -1 : 1;
}

function carriedOut(account: Account, call: AccountCall): readonly [Account, AccountReply] {
  const name = keyOf(call);
  const first = name === undefined ? undefined : account.kept[name];
  if (first !== undefined) {
    if (first.call !== textOf(call)) return [account, { refusal: 'IDEMPOTENCY_CONFLICT' }];
    return [account, { ...first.reply, replayed: true }];
  }
  const { cash, units } = moved(account, call);
  if (cash < 0) return [account, { refusal: 'INSUFFICIENT_BALANCE' }];
  if (units < 0) return [account, { refusal: 'INSUFFICIENT_ASSET_BALANCE' }];
  const reply = replyOf(call, cash, units);
  const kept = name === undefined ? account.kept : { ...account.kept, [name]: { call: textOf(call), reply } };
  return [{ cash, units, kept }, reply];
}

function moved({ cash, units }: Account, { kind, amount }: AccountCall): { cash: number; units: number } {
  switch (kind) {
    case 'deposit':
      return { cash: cash + amount, units };
    case 'withdraw':
      return { cash: cash - amount, units };
    case 'buy':
      return { cash: cash - amount * PRICE, units: units + amount };
    case 'sell':
      return { cash: cash + amount * PRICE, units: units - amount };
    case 'look':
      return { cash, units };
  }
}

function replyOf({ kind }: AccountCall, cash: number, units: number): AccountReply {
  if (kind === 'look') return { cash };
  return isOrder(kind) ? { cash, units, replayed: false } : { cash, replayed: false };
}

/** Cash and orders have separate keys. */
function keyOf({ kind, key }: AccountCall): string | undefined {
  return key === undefined ? undefined : `${isOrder(kind) ? 'order' : 'cash'} ${key}`;
}

function isOrder(kind: AccountCall['kind']): boolean {
  return kind === 'buy' || kind === 'sell';
}

function textOf({ kind, amount }: AccountCall): string {
  return `${kind} ${amount}`;
}

function isSame(one: AccountReply, other: AccountReply): boolean {
  return (
    one.cash === other.cash &&
    one.units === other.units &&
    one.replayed === other.replayed &&
    one.refusal === other.refusal
  );
}
