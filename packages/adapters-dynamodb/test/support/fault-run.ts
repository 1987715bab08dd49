import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, DomainError, type Orderfolio, OutcomeUnknownError, type Timer } from '@orderfolio/domain';
import { seededRandom } from '@orderfolio/domain/testing';
import { type Fault, FaultHandler, seededPlan } from './fault-handler.ts';
import { clientConfig } from './table.ts';

export interface FaultRun {
  readonly tableName: string;
  readonly seed: number;
  readonly commands: number;
  /** The share of the requests that fail, 0 to 1. */
  readonly share: number;
}

/** The outcome of one command, as its caller was told. */
export interface Told {
  readonly username: string;
  /** The `referenceId` of its ledger row, or the `clientOrderId` of its order. */
  readonly name: string;
  readonly kind: 'cash' | 'order';
  readonly outcome: 'acknowledged' | 'rejected' | 'unknown';
  readonly code?: string;
  /** How long it waited by its timer, in milliseconds. */
  readonly waited: number;
}

export interface FaultReport {
  readonly told: readonly Told[];
  readonly injected: ReadonlyMap<Fault, number>;
}

const CALLERS = 16;
export const USERS = ['alice_01', 'bob_0001', 'carol_01', 'dave_001', 'erin_001', 'frank_01'] as const;

/** The timer of one caller. It adds up the waits, and nobody waits. */
class CountingTimer implements Timer {
  slept = 0;

  async sleep(milliseconds: number): Promise<void> {
    this.slept += milliseconds;
    await new Promise(setImmediate);
  }
}

/**
 * Runs callers whose requests fail. Each has its own client and store, as a process would. The seed decides what a
 * caller sends, and which of its requests fail and how. It does not decide how the callers meet.
 */
export async function runWithFaults(run: FaultRun): Promise<FaultReport> {
  await prepare(run.tableName);
  const reports = await Promise.all(Array.from({ length: CALLERS }, (_nothing, caller) => call(run, caller)));
  const injected = new Map<Fault, number>();
  for (const [fault, times] of reports.flatMap((report) => [...report.injected])) {
    injected.set(fault, (injected.get(fault) ?? 0) + times);
  }
  return { told: reports.flatMap(({ told }) => told), injected };
}

async function call({ tableName, seed, commands, share }: FaultRun, caller: number): Promise<FaultReport> {
  const handler = new FaultHandler({ requestTimeout: 30_000, httpAgent: { keepAlive: true } });
  const client = new DynamoDBClient({ ...clientConfig(), maxAttempts: 1, requestHandler: handler });
  const timer = new CountingTimer();
  const random = seededRandom(seed + caller);
  const patience = { requestTimeoutMs: 20_000, retryForMs: 20_000 };
  const told: Told[] = [];
  const store = await openDynamoDb({ tableName, client, timer, onOpen: 'trust', ...patience });
  try {
    handler.plan = seededPlan(seededRandom(seed - 1 - caller), share);
    const app = createOrderfolio({ store, timer });
    for (let number = caller; number < commands; number += CALLERS) {
      const before = timer.slept;
      const ended = await tell(app, number, random);
      told.push({ ...ended, waited: timer.slept - before });
    }
  } finally {
    await store[Symbol.asyncDispose]();
    client.destroy();
  }
  return { told, injected: handler.injected };
}

async function prepare(tableName: string): Promise<void> {
  await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
  const app = createOrderfolio({ store });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '1000.00' });
  for (const username of USERS) {
    const email = `${username}@example.com`;
    await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'x'.repeat(60) });
    await app.funds.deposit({ username, amount: '500.00' });
  }
}

/** Sends one command and says how it ended. It repeats a keyed command whose outcome is unknown, as a caller would. */
async function tell(app: Orderfolio, number: number, random: () => number): Promise<Omit<Told, 'waited'>> {
  const username = USERS[Math.floor(random() * USERS.length)] ?? USERS[0];
  const name = `command-${number}`;
  const isOrder = random() < 0.4;
  const send = isOrder ? order(username, name, random()) : cash(username, name, random(), random() < 0.5);
  const about = { username, name, kind: isOrder ? 'order' : 'cash' } as const;
  for (let tried = 1; ; tried++) {
    try {
      await (random() < 0.1 ? app.withLock(username, name, (locked) => send.run(locked)) : send.run(app));
      return { ...about, outcome: 'acknowledged' };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const isUnknown = error instanceof OutcomeUnknownError;
      if (isUnknown && send.isRepeatable && tried < 5) continue;
      return { ...about, outcome: isUnknown ? 'unknown' : 'rejected', code: error.code };
    }
  }
}

interface Sending {
  readonly isRepeatable: boolean;
  run(app: Orderfolio): Promise<unknown>;
}

function cash(username: string, name: string, which: number, isRepeatable: boolean): Sending {
  const amount = `${Math.floor(which * 400) + 1}.50`;
  const command = { username, amount, referenceId: name, ...(isRepeatable && { idempotencyKey: name }) };
  return { isRepeatable, run: ({ funds }) => (which < 0.5 ? funds.deposit(command) : funds.withdraw(command)) };
}

function order(username: string, name: string, which: number): Sending {
  const orderType = which < 0.6 ? 'MARKET_BUY' : 'MARKET_SELL';
  const quantity = which < 0.6 ? '0.2' : '0.15';
  return {
    isRepeatable: true,
    run: ({ orders }) => orders.place({ username, orderType, assetId: 'BTC', quantity, clientOrderId: name }),
  };
}
