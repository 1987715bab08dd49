import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Order, type Orderfolio, type PlaceRestingOrder } from '@orderfolio/domain';
import { adapterStoreOf, save } from '@orderfolio/domain/adapter';
import { afterEach, beforeEach } from 'vitest';
import { TickClock } from '../src/tick-clock.ts';
import { runWorker, type Surroundings } from '../src/worker.ts';

export const HEADER = 'date,open,high,low,close';
const username = 'alice_01';
/** The day before the first price. Orders are placed on it, at a price of 50,000. */
const EVE = '2025-12-31T16:00:00.000Z';

/** Makes a folder for every test of the file, and removes it after the test. Gives the path of a name in it. */
export function useFolder(): (name: string) => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'worker-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return (name) => join(folder, name);
}

/** Alice has 100,000 and 1 BTC, at a price of 50,000. */
export async function openMarket(filename: string): Promise<void> {
  await onEve(filename, async (app) => {
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
    const email = 'alice@example.com';
    await app.users.create({ username, email, firstName: 'A', lastName: 'L', passwordHash: 'not-a-password' });
    await app.funds.deposit({ username, amount: '150000.00' });
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '1' });
  });
}

type Terms<Placed> = Placed extends unknown ? Omit<Placed, 'username' | 'assetId' | 'quantity'> : never;

/** An order of Alice's for a tenth of a BTC, placed on the eve. */
export function placeOrder(filename: string, terms: Terms<PlaceRestingOrder>): Promise<Order> {
  return onEve(filename, async (app) => {
    const { order } = await app.orders.place({ username, assetId: 'BTC', quantity: '0.1', ...terms });
    return order;
  });
}

/** Edits the books: the ledger row of the order's hold has ended, and the order has not. */
export async function endHoldRow(filename: string, { orderId: transactionId }: Order): Promise<void> {
  await using store = await openSqlite({ filename });
  const { unitOfWork } = adapterStoreOf(store);
  const [row] = await unitOfWork.read([{ entity: 'balanceTransaction', username, transactionId }]);
  if (row === undefined) throw new Error('the order has no such row');
  const ended = save('balanceTransaction', row, { ...row, status: 'CANCELLED' });
  await unitOfWork.commit({ token: 'an edit', changes: [ended] });
}

async function onEve<Result>(filename: string, work: (app: Orderfolio) => Promise<Result>): Promise<Result> {
  const clock = new TickClock();
  clock.advanceTo(EVE);
  await using store = await openSqlite({ filename, clock });
  return await work(createOrderfolio({ store, clock }));
}

/** The state of Alice's orders, by their ids. */
export async function statusesIn(filename: string): Promise<ReadonlyMap<string, Order['status']>> {
  await using store = await openSqlite({ filename });
  const { items } = await createOrderfolio({ store }).orders.listByUser(username, { limit: 100 });
  return new Map(items.map(({ orderId, status }) => [orderId, status]));
}

/** Writes daily closes from 2026-01-01 on. */
export function writeDays(path: string, ...closes: readonly string[]): string {
  const rows = closes.map((close, day) => `2026-01-0${day + 1},${close},${close},${close},${close}`);
  writeFileSync(path, [HEADER, ...rows, ''].join('\n'));
  return path;
}

export interface WorkerRun {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** Runs the worker in this process, with these lines on its standard input, and keeps what it prints. */
export async function run(
  args: readonly string[],
  { input = [], ...given }: { readonly input?: readonly string[] } & Partial<Surroundings> = {},
): Promise<WorkerRun> {
  let printed = '';
  let errors = '';
  const exitCode = await runWorker(args, {
    folder: process.cwd(),
    stdin: Readable.from(input.map((line) => `${line}\n`)),
    stdout: { write: (text) => (printed += text) },
    stderr: { write: (text) => (errors += text) },
    stop: new AbortController().signal,
    timer: { sleep: () => Promise.resolve() },
    ...given,
  });
  return { exitCode, lines: linesIn(printed), errors: linesIn(errors) };
}

function linesIn(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}
