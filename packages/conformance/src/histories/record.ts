import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type UnitOfWork } from '@orderfolio/domain/adapter';
import { seededRandom, sequentialIds } from '@orderfolio/domain/testing';
import { faultyUnitOfWork, seededFaults, storeOver } from '../faults.ts';
import { nextTurn } from '../next-turn.ts';
import type { Place } from '../place.ts';
import { type AccountCall, type AccountReply, PRICE } from './account-model.ts';
import type { Operation } from './one-order.ts';

/** The commands of the callers of one process. The same numbers give the same commands. */
export interface CallersOptions {
  readonly seed: number;
  readonly callers: number;
  /** The number of commands of each caller. */
  readonly commands: number;
  /** The number of this process, from 0. */
  readonly process: number;
}

/** How to make a history. The same seed gives the same commands and the same faults. */
export interface HistoryOptions extends Omit<CallersOptions, 'process'> {
  /** The number of the history at its place. */
  readonly run: number;
  /** The share of the commits that fail, 0 to 1. */
  readonly faults: number;
  readonly warmForMs: number;
  /** Replaces the unit of work of an app. */
  readonly over?: ((unitOfWork: UnitOfWork) => UnitOfWork) | undefined;
}

/** A command of one account, and the answer that its caller got. */
export type AccountOperation = Operation<AccountCall, AccountReply>;

/** What callers of two processes see of one account. The processes share only the store. */
export async function recordHistory(place: Place, options: HistoryOptions): Promise<readonly AccountOperation[]> {
  const { username } = await place.addUser();
  const priceUsd = String(PRICE);
  if (options.run === 0) await place.app.assets.create({ assetId: 'UNIT', name: 'Unit', category: 'major', priceUsd });
  const stores = [place.store, await place.elsewhere()];
  const apps = stores.map((store, index) => appOn(place, store, options, index));
  let time = 0;
  const tick = (): number => ++time;
  const seen = await Promise.all(apps.map((app, process) => recordCalls(app, username, { ...options, process }, tick)));
  return [...seen.flat(), ...(await recordCall(place.app, username, LOOK, tick))];
}

const LOOK: AccountCall = { kind: 'look', amount: 0, key: undefined };

/**
 * Lets the callers of one process deposit, withdraw, buy and sell at once, and returns what they saw of the account. It begins without cash
 * and holdings; the asset UNIT has the price 10. `now` is a time that all processes have in common.
 */
export async function recordCalls(
  app: Orderfolio,
  username: string,
  { seed, callers, commands, process }: CallersOptions,
  now: () => number,
): Promise<readonly AccountOperation[]> {
  const caller = async (number: number): Promise<readonly AccountOperation[]> => {
    const random = seededRandom(seed * 1_000 + process * callers + number);
    const seen: AccountOperation[] = [];
    for (let sent = 0; sent < commands; sent++) {
      seen.push(...(await recordCall(app, username, drawCall(random), now)));
      for (let turns = Math.floor(random() * 3); turns > 0; turns--) await nextTurn();
    }
    return seen;
  };
  return (await Promise.all(Array.from({ length: callers }, (_nothing, number) => caller(number)))).flat();
}

/** Undefined for a command that was not carried out. */
async function recordCall(
  app: Orderfolio,
  username: string,
  call: AccountCall,
  now: () => number,
): Promise<readonly AccountOperation[]> {
  const began = now();
  const answer = await send(app, username, call);
  return answer === 'NOT_CARRIED_OUT' ? [] : [{ began, ended: now(), call, reply: answer }];
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
  // Most keys belong to one command. One key belongs to many.
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
