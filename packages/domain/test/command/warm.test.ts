import { type Balance, ConcurrencyConflictError, Decimal, type Order, OutcomeUnknownError } from '@orderfolio/domain';
import {
  type ChangeSet,
  type Command,
  type CommandContext,
  credit,
  type EntityKey,
  type EntityReader,
  execute,
  insert,
  type Moment,
  openBalance,
  save,
} from '@orderfolio/domain/adapter';
import { ManualClock } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { firstTime, type Proof, proofOf, receiptKeyOf, replay } from '../../src/command/idempotency.ts';
import { Warm } from '../../src/command/warm.ts';
import { debit } from '../../src/entities/balance.ts';
import { recordTransaction } from '../../src/entities/balance-transaction.ts';
import { assetAt, holdingOf, NOW, restingOrder } from '../fixtures.ts';
import { versionedStore } from './versioned-store.ts';

const BALANCE = { entity: 'balance', username: 'alice_01', currency: 'USD' } as const;
const ASSET = { entity: 'asset', assetId: 'BTC' } as const;

function storeWith(options: Partial<CommandContext> = {}) {
  const { context, ...store } = versionedStore();
  const clock = new ManualClock(NOW);
  store.put(BALANCE, openBalance('alice_01', 'USD', NOW));
  store.put(ASSET, assetAt('100'));
  const { unitOfWork } = context;
  return {
    ...store,
    clock,
    context: { ...context, clock, ...options },
    /** A commit of another process in between. */
    elsewhere: (...changes: ChangeSet['changes']) => unitOfWork.commit({ token: context.ids.next(), changes }),
  };
}

type Terms = Partial<Command<Balance | undefined, string>> & {
  /** Other records that the command looks at. */
  readonly looksAt?: EntityKey;
};

async function balanceOf(reader: EntityReader, looksAt?: EntityKey): Promise<Balance | undefined> {
  const [balance] = await reader.read([BALANCE, looksAt]);
  return balance;
}

/** Adds to the balance, or takes from it. The result is the available amount after it. */
function move(amount: string, { looksAt, ...terms }: Terms = {}): Command<Balance | undefined, string> {
  return {
    name: 'test',
    queue: 'alice_01',
    sharesCommit: true,
    gather: (reader) => balanceOf(reader, looksAt),
    decide(balance, { now, newId }) {
      if (balance === undefined) throw new Error('the tests open the balance');
      const cause = { id: newId(), at: now };
      const change = new Decimal(amount);
      const after = change.lt('0') ? debit(balance, change.neg(), cause) : credit(balance, change, cause);
      return { result: String(after.available), changes: [save('balance', balance, after)] };
    },
    ...terms,
  };
}

const resultSchema = z.object({ available: z.string() });

/** A deposit that can be repeated under its key. */
function keyed(amount: string, key: string) {
  const schema = z.object({ amount: z.string() });
  const request = { username: 'alice_01', scope: 'FUNDS', key, command: { amount }, schema } as const;
  const { decide, ...terms } = move(amount);
  const command: Command<
    { readonly balance: Balance | undefined; readonly proof: Proof | undefined },
    z.infer<typeof resultSchema> & { readonly replayed: boolean }
  > = {
    name: 'test',
    queue: 'alice_01',
    sharesCommit: true,
    confirmsRefusal: true,
    async gather(reader) {
      const [balance, receipt] = await reader.read([BALANCE, receiptKeyOf(request)]);
      return { balance, proof: receipt && (await proofOf(reader, receipt)) };
    },
    decide({ balance, proof }, moment) {
      if (proof !== undefined) return replay(request, proof, resultSchema);
      const { result, changes } = decide(balance, moment);
      const row = depositOf(amount, moment);
      const decision = { result: { available: result }, changes: [insert('balanceTransaction', row), ...changes] };
      return firstTime(request, { ...decision, subjectId: row.transactionId }, moment.now);
    },
  };
  return { ...terms, ...command };
}

/** A row of the ledger. */
function depositOf(amount: string, { now, newId }: Moment) {
  const row = { transactionId: newId(), type: 'DEPOSIT', status: 'COMPLETED', description: 'Deposit' } as const;
  return recordTransaction(openBalance('alice_01', 'USD', now), { ...row, amount: new Decimal(amount) }, now);
}

function receiptWith(key: string) {
  const stored = { version: 1, createdAt: NOW, updatedAt: NOW };
  const what = { subjectId: NOW, request: '{}', result: '{}' };
  return save('receipt', undefined, { username: 'alice_01', scope: 'FUNDS', key, ...what, ...stored });
}

describe('a command of a user whose last one has just been stored', () => {
  test('reads nothing, and comes to the same', async () => {
    const { context, reads, get } = storeWith();
    const results: string[] = [];
    for (const amount of ['5', '-2', '4']) results.push(await execute(context, move(amount)));
    expect(results).toEqual(['5', '3', '7']);
    expect(reads).toHaveLength(1);
    expect(get(BALANCE)).toMatchObject({ version: 4, sequence: 3 });
  });

  test('is read once more after the time that is given, and always where nothing is to be remembered', async () => {
    const { context, reads, clock } = storeWith({ warmForMs: 1_000 });
    await execute(context, move('1'));
    clock.advance(1_000);
    await execute(context, move('1'));
    clock.advance(1_001);
    await execute(context, move('1'));
    expect(reads).toHaveLength(2);
    clock.advance(-1);
    await execute(context, move('1'));
    expect(reads, 'a clock that was set back').toHaveLength(3);
    const off = storeWith({ warmForMs: 0 });
    for (let sent = 0; sent < 3; sent++) await execute(off.context, move('1'));
    expect(off.reads).toHaveLength(3);
  });

  test('is read for every command where a read asks nobody outside this process, unless the option says otherwise', async () => {
    const { context, ...store } = storeWith();
    const unitOfWork = { ...context.unitOfWork, readsInProcess: true };
    for (let sent = 0; sent < 3; sent++) await execute({ ...context, unitOfWork }, move('1'));
    expect(store.reads).toHaveLength(3);
    for (let sent = 0; sent < 3; sent++) await execute({ ...context, unitOfWork, warmForMs: 1_000 }, move('1'));
    expect(store.reads, 'the first of them remembers').toHaveLength(4);
  });

  test('is decided on what is read, once another process has changed it; and so are those of a second', async () => {
    const { context, reads, commits, get, elsewhere, clock } = storeWith();
    await execute(context, move('5'));
    const balance = get(BALANCE);
    if (balance === undefined || !('available' in balance) || !('totalDeposits' in balance))
      throw new Error('no balance');
    await elsewhere(save('balance', balance, credit(balance, new Decimal('100'), { id: context.ids.next(), at: NOW })));
    expect(await execute(context, move('1'))).toBe('106');
    expect([reads.length, commits.length]).toEqual([2, 4]);
    expect(await execute(context, move('1'))).toBe('107');
    expect(reads).toHaveLength(3);
    clock.advance(1_001);
    expect(await execute(context, move('1'))).toBe('108');
    expect(reads).toHaveLength(3);
  });

  test('is not read for longer after a conflict where the clock is set back', async () => {
    const { context, reads, answerNext, clock } = storeWith();
    await execute(context, move('5'));
    answerNext(() => new ConcurrencyConflictError({ entity: 'balance' }));
    await execute(context, move('1'));
    clock.advance(-1);
    await execute(context, move('1'));
    await execute(context, move('1'));
    expect(reads).toHaveLength(3);
  });

  test('is refused by what is read, and never by what is remembered', async () => {
    const { context, reads, get, elsewhere } = storeWith();
    await execute(context, move('5'));
    const balance = get(BALANCE);
    if (balance === undefined || !('available' in balance) || !('totalDeposits' in balance))
      throw new Error('no balance');
    await elsewhere(save('balance', balance, credit(balance, new Decimal('100'), { id: context.ids.next(), at: NOW })));
    expect(await execute(context, move('-105'))).toBe('0');
    await expect(execute(context, move('-1'))).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    expect(reads).toHaveLength(3);
  });

  test('reads what it only looks at, with all that it rests on', async () => {
    const { context, reads } = storeWith();
    await execute(context, move('5'));
    await execute(context, move('5', { looksAt: ASSET }));
    expect(reads).toEqual([['balance alice_01 USD'], ['balance alice_01 USD', 'asset BTC']]);
    const look: Command<Balance | undefined, string> = move('0', {
      decide: (balance) => ({ result: String(balance?.available), changes: [] }),
    });
    expect(await execute(context, look)).toBe('10');
    expect(reads).toHaveLength(3);
  });

  test('reads what it only looks at, though that is remembered too', async () => {
    const euros = { ...BALANCE, currency: 'EUR' } as const;
    const { context, put, reads, elsewhere } = storeWith();
    put(euros, openBalance('alice_01', 'EUR', NOW));
    const opened = { ...openBalance('alice_01', 'EUR', NOW), version: 2 };
    const both = move('5', {
      decide: (balance, moment) => ({
        result: 'both',
        changes: [...move('5').decide(balance, moment).changes, save('balance', { ...opened, version: 1 }, opened)],
      }),
    });
    await execute(context, both);
    await elsewhere(save('balance', opened, { ...opened, version: 3 }));
    const seen: unknown[] = [];
    const looking = move('1', {
      async gather(reader) {
        const [balance, other] = await reader.read([BALANCE, euros]);
        seen.push(other?.version);
        return balance;
      },
    });
    await execute(context, looking);
    expect(seen.at(-1)).toBe(3);
    expect(reads).toHaveLength(2);
  });

  test('reads what others of its batch have not written, and not what they have', async () => {
    const row = { entity: 'turn', lane: 'a row' } as const;
    const turn = { lane: row.lane, holder: 'ann', isOpen: true, version: 1, createdAt: NOW, updatedAt: NOW };
    const { context, reads, commits } = storeWith();
    await execute(context, move('1'));
    const writing = move('1', {
      decide: (balance, moment) => ({
        result: 'written',
        changes: [...move('1').decide(balance, moment).changes, save('turn', undefined, turn)],
      }),
    });
    const ending = move('1', {
      async gather(reader) {
        const [found] = await reader.read([row]);
        return found?.isOpen ? balanceOf(reader) : undefined;
      },
      decide: (balance, moment) => ({
        result: 'ended',
        changes: [
          ...move('1').decide(balance, moment).changes,
          save('turn', turn, { ...turn, isOpen: false, version: 2 }),
        ],
      }),
    });
    expect(await Promise.all([execute(context, writing), execute(context, ending)])).toEqual(['written', 'ended']);
    expect([reads.length, commits.length]).toEqual([1, 2]);
  });

  test('is decided on what is read where something of it is there already, and its lane stays warm', async () => {
    const { context, reads, commits } = storeWith();
    const taken = insert('balance', openBalance('alice_01', 'EUR', NOW));
    const opening = (key: string): Command<undefined, string> => ({
      name: 'test',
      queue: 'alice_01',
      sharesCommit: true,
      async gather(reader) {
        await reader.read([{ entity: 'receipt', username: 'alice_01', scope: 'FUNDS', key }]);
      },
      decide: () => ({ result: 'opened', changes: [receiptWith(key), taken] }),
    });
    await execute(context, opening('one'));
    await expect(execute(context, opening('two'))).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect([reads.length, commits.length]).toEqual([1, 3]);
    for (let sent = 0; sent < 3; sent++) await execute(context, move('1'));
    expect(reads).toHaveLength(2);
  });

  test('takes nothing that is not remembered for missing, and so loses no commit', async () => {
    const { context, put, reads, commits } = storeWith();
    const key = { entity: 'assetBalance', username: 'alice_01', assetId: 'BTC' } as const;
    put(key, holdingOf('3'));
    await execute(context, move('5'));
    const give = move('1', {
      async gather(reader) {
        const [balance, holding] = await reader.read([BALANCE, key]);
        return balance && { ...balance, totalDeposits: holding?.quantity ?? balance.totalDeposits };
      },
    });
    const seen: string[] = [];
    await execute(context, { ...give, decide: noteDeposits(seen) });
    expect(seen).toEqual(['3']);
    expect([reads.length, commits.length]).toEqual([2, 2]);
  });

  test('looks at the catalogue as it was, for as long as that is allowed', async () => {
    const { context, reads, clock } = storeWith({ catalogueMaxAgeMs: 100 });
    await execute(context, move('5', { looksAt: ASSET }));
    clock.advance(100);
    await execute(context, move('5', { looksAt: ASSET }));
    expect(reads).toHaveLength(1);
    clock.advance(1);
    await execute(context, move('5', { looksAt: ASSET }));
    expect(reads).toHaveLength(2);
  });

  test('sees at once what this process has changed in the catalogue', async () => {
    const { context } = storeWith({ catalogueMaxAgeMs: 60_000 });
    const shows = move('1', {
      async gather(reader) {
        const [balance, asset] = await reader.read([BALANCE, ASSET]);
        return balance && { ...balance, totalDeposits: asset?.priceUsd ?? balance.totalDeposits };
      },
    });
    const seen: string[] = [];
    const noting = { ...shows, decide: noteDeposits(seen) };
    await execute(context, noting);
    await execute(context, {
      name: 'test',
      queue: 'asset BTC',
      gather: () => context.unitOfWork.read([ASSET]),
      decide: ([asset]) => ({
        result: undefined,
        changes: asset === undefined ? [] : [save('asset', asset, assetAt('120'))],
      }),
    });
    await execute(context, noting);
    expect(seen).toEqual(['100', '120']);
  });

  test('of which the outcome is unknown leaves nothing to remember', async () => {
    const { context, reads, answerNext } = storeWith();
    await execute(context, move('5'));
    for (let sent = 0; sent < 5; sent++) answerNext(() => new OutcomeUnknownError({ token: 'lost' }));
    await expect(execute(context, move('5'))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await execute(context, move('1'))).toBe('6');
    expect(reads).toHaveLength(2);
  });

  test('is tried as often as ever after a race that it has lost', async () => {
    const { context, answerNext, commits } = storeWith({ conflictTimeoutMs: 0 });
    await execute(context, move('5'));
    answerNext(() => new ConcurrencyConflictError({ entity: 'balance' }));
    expect(await execute(context, move('1'))).toBe('6');
    expect(commits).toHaveLength(3);
  });
});

describe('an order that goes by the catalogue', () => {
  /** Also writes this order. */
  const writing = (order: Order, previous?: Order): Command<Balance | undefined, string> =>
    move('1', {
      looksAt: ASSET,
      decide: (balance, moment) => ({
        result: order.status,
        changes: [...move('1').decide(balance, moment).changes, save('order', previous, order)],
      }),
    });
  const market = restingOrder({ orderType: 'MARKET_BUY', status: 'COMPLETED' });
  const limit = restingOrder({ status: 'COMPLETED' });
  const resting = restingOrder({});
  const ended = { ...limit, version: 2 };

  interface Written {
    readonly order: Order;
    readonly previous?: Order;
    /** How often the store is read. */
    readonly expected: number;
  }

  test.each([
    ['a market order reads nothing', { order: market, expected: 1 }],
    ['a limit order that fills at once reads the price of now', { order: limit, expected: 2 }],
    ['one that rests reads the last price', { order: resting, expected: 2 }],
    ['one that ends reads whether its price still counts', { order: ended, previous: resting, expected: 2 }],
  ])('%s', async (_what, { order, previous, expected }: Written) => {
    const { context, reads, put } = storeWith({ catalogueMaxAgeMs: 60_000 });
    if (previous !== undefined) put({ entity: 'order', username: 'alice_01', orderId: previous.orderId }, previous);
    await execute(context, move('5', { looksAt: ASSET }));
    expect(await execute(context, writing(order, previous))).toBe(order.status);
    expect(reads).toHaveLength(expected);
  });
});

describe('a command that only looks at the catalogue', () => {
  const ETHER = { entity: 'asset', assetId: 'ETH' } as const;
  const HOLDING = { entity: 'assetBalance', username: 'alice_01', assetId: 'BTC' } as const;
  const looking = (amount: string, looksAt: EntityKey, seen: string[] = []): Command<Balance | undefined, string> =>
    move(amount, {
      onlyLooksAtCatalogue: true,
      async gather(reader) {
        const [balance, other] = await reader.read([BALANCE, looksAt]);
        if (other !== undefined && 'priceUsd' in other) seen.push(`${other.priceUsd}`);
        return balance;
      },
    });

  test('reads the catalogue alone, as it is now', async () => {
    const { context, reads, put } = storeWith();
    const seen: string[] = [];
    await execute(context, looking('5', ASSET, seen));
    put(ASSET, assetAt('120'));
    expect(await execute(context, looking('5', ASSET, seen))).toBe('10');
    expect(reads).toEqual([['balance alice_01 USD', 'asset BTC'], ['asset BTC']]);
    expect(seen).toEqual(['100', '120']);
  });

  test('reads it at once with those that it is decided with', async () => {
    const { context, reads, commits, put } = storeWith();
    put(ETHER, assetAt('7', { assetId: 'ETH' }));
    await execute(context, looking('5', ASSET));
    const both = [looking('1', ASSET), looking('2', ETHER)].map((command) => execute(context, command));
    expect(await Promise.all(both)).toEqual(['6', '8']);
    expect(reads.slice(1)).toEqual([['asset BTC', 'asset ETH']]);
    expect(commits).toHaveLength(2);
  });

  test('reads everything at once where something of its user is not remembered', async () => {
    const { context, reads } = storeWith();
    await execute(context, move('5'));
    const asking = looking('1', ASSET);
    await execute(context, {
      ...asking,
      async gather(reader) {
        const [balance] = await reader.read([BALANCE, HOLDING, ASSET]);
        return balance;
      },
    });
    expect(reads.slice(1)).toEqual([['balance alice_01 USD', 'assetBalance alice_01 BTC', 'asset BTC']]);
  });

  test.each(['alone', 'with another'])('is refused by what is read, %s', async (how) => {
    const { context, reads } = storeWith();
    await execute(context, looking('5', ASSET));
    const refused = execute(context, looking('-6', ASSET));
    const other = how === 'alone' ? undefined : execute(context, looking('1', ASSET));
    await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    expect(await other).toBe(how === 'alone' ? undefined : '6');
    expect(reads.at(-1)).toEqual(['balance alice_01 USD', 'asset BTC']);
  });

  test.each([1, 2])('is decided on what is read where the catalogue cannot be, %i of them', async (many) => {
    const { context, reads, unreadable } = storeWith();
    await execute(context, looking('5', ASSET));
    unreadable.add('asset BTC');
    const failing = Array.from({ length: many }, () => execute(context, looking('1', ASSET)));
    for (const { status } of await Promise.allSettled(failing)) expect(status).toBe('rejected');
    unreadable.clear();
    expect(await execute(context, looking('1', ASSET))).toBe('6');
    expect(reads.at(-1)).toEqual(['asset BTC']);
  });

  test('loses to whoever has changed its user meanwhile, and is then decided on what is read', async () => {
    const { context, reads, get, elsewhere } = storeWith();
    await execute(context, looking('5', ASSET));
    const balance = get(BALANCE);
    if (balance === undefined || !('available' in balance) || !('totalDeposits' in balance))
      throw new Error('no balance');
    await elsewhere(save('balance', balance, credit(balance, new Decimal('100'), { id: context.ids.next(), at: NOW })));
    expect(await execute(context, looking('1', ASSET))).toBe('106');
    expect(reads.slice(1)).toEqual([['asset BTC'], ['balance alice_01 USD', 'asset BTC']]);
  });
});

describe('a command with a key, of such a user', () => {
  test('reads nothing where the key is new, and is repeated from what is remembered', async () => {
    const { context, reads, commits } = storeWith();
    await execute(context, move('1'));
    expect(await execute(context, keyed('5', 'one'))).toEqual({ replayed: false, available: '6' });
    expect(await execute(context, keyed('5', 'one'))).toEqual({ replayed: true, available: '6' });
    expect([reads.length, commits.length]).toEqual([1, 2]);
    await expect(execute(context, keyed('7', 'one'))).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  test('is repeated where another process has used the key', async () => {
    const { context, elsewhere, clock, ...store } = storeWith();
    const other = storeWith();
    await execute(other.context, keyed('5', 'one'));
    const receipt = other.get({ entity: 'receipt', username: 'alice_01', scope: 'FUNDS', key: 'one' });
    if (receipt === undefined || !('subjectId' in receipt)) throw new Error('no receipt');
    await execute(context, move('1'));
    await elsewhere(save('receipt', undefined, receipt));
    expect(await execute(context, keyed('5', 'one'))).toEqual({ replayed: true, available: '5' });
    expect(store.get(BALANCE)).toMatchObject({ version: 2 });
  });

  test('that took everything, and whose reply was lost, is repeated and not refused', async () => {
    const { context, answerNext, commits, unreadable } = storeWith();
    await execute(context, move('5'));
    answerNext(() => undefined);
    expect(await execute(context, keyed('-5', 'all'))).toMatchObject({ available: '0' });
    // Another process sends it again, and no longer remembers the receipt.
    const elsewhere = { ...context, unitOfWork: { ...context.unitOfWork } };
    await execute(elsewhere, move('0'));
    expect(await execute(elsewhere, keyed('-5', 'all'))).toEqual({ replayed: true, available: '0' });
    expect(unreadable.size).toBe(0);
    expect(commits).toHaveLength(3);
  });
});

describe('what is remembered', () => {
  const context = (options: Partial<CommandContext>) => storeWith(options).context;
  const balanceFor = (user: number) => {
    const balance = openBalance(`user_${user}`, 'USD', NOW);
    return save('balance', undefined, balance);
  };

  test('is bounded: of very many users, each once, little is left and later nothing', () => {
    const warm = new Warm();
    for (let user = 0; user < 20_000; user++) warm.wrote([balanceFor(user)], context({ warmEntities: 100 }), user);
    expect(warm.size).toBeLessThanOrEqual(100);
    expect(warm.size).toBeGreaterThanOrEqual(50);
    warm.wrote([balanceFor(1)], context({ warmForMs: 5_000 }), 30_000);
    expect(warm.size).toBe(1);
  });

  test('is what was written last, where there is room for so many', () => {
    const warm = new Warm();
    const given = context({ warmEntities: 2 });
    for (const user of [1, 2, 1, 3]) warm.wrote([balanceFor(user)], given, 0);
    const isKnown = (user: number) => warm.find({ ...BALANCE, username: `user_${user}` }, given, 0) !== undefined;
    expect([1, 2, 3].map(isKnown)).toEqual([true, false, true]);
  });

  test('of the lanes that have lost a race is the last thousand at most, and half of that at least', () => {
    const warm = new Warm();
    for (let lane = 0; lane < 1_025; lane++) warm.cool(`lane ${lane}`, 0);
    expect(['lane 0', 'lane 600', 'lane 1024'].map((lane) => warm.isWarm(lane, context({}), 0))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('of the catalogue is bounded too', () => {
    const warm = new Warm();
    const given = context({ warmEntities: 100, catalogueMaxAgeMs: 1_000 });
    for (let asset = 0; asset < 300; asset++)
      warm.looked({ entity: 'asset', assetId: `A${asset}` }, assetAt('1', { assetId: `A${asset}` }), given, 0);
    expect(warm.size).toBeLessThanOrEqual(100);
  });

  test('of the catalogue is the newest of what one lane has read and another has written meanwhile', () => {
    const given = context({ catalogueMaxAgeMs: 1_000 });
    const [before, after] = [assetAt('100'), assetAt('120', { version: 2 })];
    for (const isLookedAtBefore of [true, false]) {
      const warm = new Warm();
      if (isLookedAtBefore) warm.looked(ASSET, before, given, 0);
      warm.wrote([save('asset', before, after)], given, 0);
      warm.looked(ASSET, before, given, 0);
      expect(warm.find(ASSET, given, 0)).toMatchObject({ entity: { version: 2 } });
    }
  });

  test('of the catalogue ends with a commit that may have changed it', () => {
    const warm = new Warm();
    const given = context({ catalogueMaxAgeMs: 1_000 });
    warm.looked(ASSET, assetAt('100'), given, 0);
    warm.forget([save('asset', assetAt('100'), assetAt('120', { version: 2 }))]);
    expect(warm.find(ASSET, given, 0)).toBeUndefined();
    warm.looked(ASSET, assetAt('100'), given, 0);
    expect(
      warm.find(ASSET, context({}), 0),
      'of another app, for one that goes by no remembered price',
    ).toBeUndefined();
  });

  test('is the newest of two lanes that write one entity, in whatever order they are answered', () => {
    const warm = new Warm();
    const given = context({});
    const newest = { ...openBalance('alice_01', 'USD', NOW), version: 3 };
    warm.wrote([save('balance', { ...newest, version: 2 }, newest)], given, 0);
    warm.wrote([save('balance', { ...newest, version: 1 }, newest)], given, 0);
    expect(warm.find(BALANCE, given, 0)).toMatchObject({ entity: { version: 3 } });
  });
});

function noteDeposits(seen: string[]): Command<Balance | undefined, string>['decide'] {
  const { decide } = move('1');
  return (balance, moment) => {
    seen.push(String(balance?.totalDeposits));
    return decide(balance, moment);
  };
}
