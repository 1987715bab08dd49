import { createOrderfolio, type OrderStatus, type Store } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { laneOf, ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import type { Adapter } from '../adapter.ts';
import { linesOfBook } from '../model/book-lines.ts';
import { brokenInvariants } from '../model/invariants.ts';
import { asOutcome, inWords, type Outcome, wrongEnding } from '../model/oracle.ts';
import { send } from '../model/send.ts';
import { linesOfStored, readEverything } from '../model/stored.ts';
import { ASSET_ID, type Plan, type PlannedCommand, planReplay, type ReplayOptions, TRADERS } from './plan.ts';

export type { ReplayOptions } from './plan.ts';
export type { DailyPrice } from './ticks.ts';

/** The figures at the end of a replay. */
export interface ReplayFigures {
  /** How many orders there are in each status. */
  readonly orders: Readonly<Partial<Record<OrderStatus, number>>>;
  /** Every balance, holding, order and ledger row, a line each, sorted. */
  readonly lines: readonly string[];
}

/** The content of the store after a replay, and that of the naive model. */
export interface Replay {
  readonly stored: ReplayFigures;
  readonly naive: ReplayFigures;
}

/**
 * Feeds a series of daily prices, four a day, to a fresh store. Orders of every type are placed on the way, and some
 * are cancelled or replaced. This is random, and the same for the same seed. The naive model gets the same commands,
 * and compares every price with every order. It counts with bigint and has no index. Throws at the first command that
 * ends differently from the naive model, and if an account does not add up.
 */
export async function replaySeries(adapter: Adapter, options: ReplayOptions): Promise<Replay> {
  const plan = planReplay(options);
  const clock = new ManualClock();
  const opened = await adapter.open({ clock, timer: new ManualTimer(clock) });
  try {
    const stored = await carryOutPlan(opened.store, clock, plan);
    const statuses = [...plan.book.orders.values()].map(({ status }) => status);
    return { stored, naive: { orders: countsOf(statuses), lines: linesOfBook(plan.book, () => true) } };
  } finally {
    await opened.store[Symbol.asyncDispose]();
    await opened.dispose();
  }
}

async function carryOutPlan(store: Store, clock: ManualClock, { commands }: Plan): Promise<ReplayFigures> {
  const orderIds = new Map<number, string>();
  for (const [index, command] of commands.entries()) {
    const by = index + 1;
    clock.set(new Date(command.now).toISOString());
    const made = sequentialIds(clock, by);
    const ids = {
      next() {
        const id = made.next();
        // The first id of a command that places an order belongs to the order.
        if (!orderIds.has(by)) orderIds.set(by, id);
        return id;
      },
    };
    const app = createOrderfolio({ store, clock, ids });
    const idOf = (maker: number): string => orderIds.get(maker) ?? '';
    const names = { makerOf: laneOf, orderIdOf: idOf, transactionIdOf: idOf, mark: undefined };
    const outcome = await send(app, command.request, names).then((reply) => ({ reply }), asOutcome);
    requireExpected(by, command, outcome);
  }
  return figuresOf(store);
}

function requireExpected(by: number, { request, verdict }: PlannedCommand, outcome: Outcome): void {
  const expected = verdict.kind === 'refused' ? verdict.codes : verdict.replies;
  if (!expected.some((ending) => ending === inWords(outcome))) throw wrongEnding(by, request, outcome, expected);
}

async function figuresOf(store: Store): Promise<ReplayFigures> {
  const everything = await readEverything(store, TRADERS, 'thorough');
  const ticks = await adapterStoreOf(store).unitOfWork.read([
    { entity: 'lastTick', assetId: ASSET_ID, currency: 'USD' },
  ]);
  const broken = everything.accounts.flatMap(brokenInvariants);
  if (broken.length > 0) throw new Error(broken.join('\n'));
  const statuses = everything.accounts.flatMap(({ orders }) => orders.map(({ status }) => status));
  return { orders: countsOf(statuses), lines: linesOfStored(everything, ticks, laneOf) };
}

function countsOf(statuses: readonly OrderStatus[]): Partial<Record<OrderStatus, number>> {
  const counts: Partial<Record<OrderStatus, number>> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
