import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type UnitOfWork } from '@orderfolio/domain/adapter';
import { seededRandom, sequentialIds } from '@orderfolio/domain/testing';
import { faultyUnitOfWork, seededFaults, storeOver } from '../faults.ts';
import { nextTurn } from '../next-turn.ts';
import type { Place } from '../place.ts';
import { type AccountCall, type AccountReply, PRICE } from './account-model.ts';
import type { Operation } from './one-order.ts';

/** How a history comes about. The same seed gives the same commands and the same faults. */
export interface HistoryOptions {
  readonly seed: number;
  /** The number of the history at its place. */
  readonly run: number;
  readonly callers: number;
  /** Of each caller. */
  readonly commands: number;
  /** Of the commits, 0 to 1. */
  readonly faults: number;
  readonly warmForMs: number;
  /** Puts something else in the place of what an app reads and commits by. */
  readonly over?: ((unitOfWork: UnitOfWork) => UnitOfWork) | undefined;
}

export type AccountOperation = Operation<AccountCall, AccountReply>;

/** What callers of two processes, which share nothing but the store, see of one account. */
export async function recordHistory(place: Place, options: HistoryOptions): Promise<readonly AccountOperation[]> {
  const { username } = await place.addUser();
  const priceUsd = String(PRICE);
  if (options.run === 0) await place.app.assets.create({ assetId: 'UNIT', name: 'Unit', category: 'major', priceUsd });
  const stores = [place.store, await place.elsewhere()];
  const apps = stores.map((store, index) => appOn(place, store, options, index));
  let time = 0;
  const history: AccountOperation[] = [];
  const see = async (app: Orderfolio, call: AccountCall): Promise<void> => {
    const began = ++time;
    const answer = await send(app, username, call);
    const ended = ++time;
    if (answer !== 'NOT_CARRIED_OUT') history.push({ began, ended, call, reply: answer });
  };
  const caller = async (app: Orderfolio, number: number): Promise<void> => {
    const random = seededRandom(options.seed * 1_000 + number);
    for (let sent = 0; sent < options.commands; sent++) {
      await see(app, drawCall(random));
      for (let turns = Math.floor(random() * 3); turns > 0; turns--) await nextTurn();
    }
  };
  await Promise.all(
    apps.flatMap((app, process) =>
      Array.from({ length: options.callers }, (_nothing, number) => caller(app, process * options.callers + number)),
    ),
  );
  await see(place.app, { kind: 'look', amount: 0, key: undefined });
  return history;
}

function appOn(place: Place, store: Store, { seed, run, faults, warmForMs, over }: HistoryOptions, index: number) {
  const { clock, timer } = place;
  const { unitOfWork } = adapterStoreOf(store);
  const faulty = faultyUnitOfWork(over?.(unitOfWork) ?? unitOfWork, seededFaults(seed * 10 + index, faults));
  const ids = sequentialIds(clock, 100 + 2 * run + index);
  return createOrderfolio({ store: storeOver(store, { unitOfWork: faulty }), clock, timer, ids, warmForMs });
}

const KINDS = ['deposit', 'deposit', 'withdraw', 'withdraw', 'buy', 'sell', 'look'] as const;

function drawCall(random: () => number): AccountCall {
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const kind = KINDS[upTo(KINDS.length) - 1] ?? 'look';
  const amount = kind === 'deposit' || kind === 'withdraw' ? upTo(4) * 20 : upTo(5);
  if (kind === 'look' || random() < 0.5) return { kind, amount, key: undefined };
  // Most keys are those of one command; one is that of many.
  return { kind, amount, key: random() < 0.1 ? 'shared' : `${kind} ${amount} ${upTo(3)}` };
}

/** Undefined: nobody knows. */
async function send(
  app: Orderfolio,
  username: string,
  call: AccountCall,
): Promise<AccountReply | 'NOT_CARRIED_OUT' | undefined> {
  try {
    return await answerTo(app, username, call);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code === 'OUTCOME_UNKNOWN') return undefined;
    if (code === 'CONCURRENCY_CONFLICT' || code === 'STORAGE_FAILED') return 'NOT_CARRIED_OUT';
    if (typeof code === 'string') return { refusal: code };
    throw error;
  }
}

async function answerTo(
  { funds, orders }: Orderfolio,
  username: string,
  { kind, amount, key }: AccountCall,
): Promise<AccountReply> {
  switch (kind) {
    case 'deposit':
    case 'withdraw': {
      const command = { username, amount: String(amount), idempotencyKey: key };
      const { balance, replayed } = await funds[kind](command);
      return { cash: Number(balance.available.toString()), replayed };
    }
    case 'buy':
    case 'sell': {
      const orderType = kind === 'buy' ? 'MARKET_BUY' : 'MARKET_SELL';
      const command = { username, assetId: 'UNIT', orderType, quantity: String(amount), clientOrderId: key } as const;
      const { balance, assetBalance, replayed } = await orders.place(command);
      return {
        cash: Number(balance.available.toString()),
        units: Number(assetBalance.available.toString()),
        replayed,
      };
    }
    case 'look': {
      const { available } = await funds.getBalance(username);
      return { cash: Number(available.toString()) };
    }
  }
}
