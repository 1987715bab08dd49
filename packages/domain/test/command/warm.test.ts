import { type Balance, ConcurrencyConflictError, Decimal, OutcomeUnknownError } from '@orderfolio/domain';
import {
  type ChangeSet,
  type Command,
  type CommandContext,
  credit,
  type EntityKey,
  type EntityReader,
  execute,
  openBalance,
  save,
} from '@orderfolio/domain/adapter';
import { ManualClock } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { firstTime, receiptKeyOf, replay } from '../../src/command/idempotency.ts';
import { Warm } from '../../src/command/warm.ts';
import { debit } from '../../src/entities/balance.ts';
import { assetAt, NOW, restingOrder } from '../fixtures.ts';
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
    /** What another process commits meanwhile. */
    elsewhere: (...changes: ChangeSet['changes']) => unitOfWork.commit({ token: context.ids.next(), changes }),
  };
}

type Terms = Partial<Command<Balance | undefined, string>> & {
  /** What else the command looks at. */
  readonly looksAt?: EntityKey;
};

async function balanceOf(reader: EntityReader, looksAt?: EntityKey): Promise<Balance | undefined> {
  const [balance] = await reader.read([BALANCE, looksAt]);
  return balance;
}

/** Adds to the balance, or takes from it: its result is what is available then. */
function move(amount: string, { looksAt, ...terms }: Terms = {}): Command<Balance | undefined, string> {
  return {
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
  const request = { username: 'alice_01', scope: 'FUNDS', key, body: { amount } } as const;
  const { decide, ...terms } = move(amount);
  const command: Command<
    { readonly balance: Balance | undefined; readonly receipt: Parameters<typeof replay>[1] | undefined },
    z.infer<typeof resultSchema> & { readonly replayed: boolean }
  > = {
    queue: 'alice_01',
    sharesCommit: true,
    confirmsRefusal: true,
    async gather(reader) {
      const [balance, receipt] = await reader.read([BALANCE, receiptKeyOf(request)]);
      return { balance, receipt };
    },
    decide({ balance, receipt }, moment) {
      if (receipt !== undefined) return replay(request, receipt, resultSchema);
      const { result, changes } = decide(balance, moment);
      return firstTime(request, { result: { available: result }, changes, subjectId: moment.newId() }, moment.now);
    },
  };
  return { ...terms, ...command };
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
      queue: 'asset BTC',
      gather: () => context.unitOfWork.read([ASSET]),
      decide: ([asset]) => ({
        result: undefined,
        changes: asset === undefined ? [] : [save('asset', asset, { ...assetAt('120'), version: asset.version + 1 })],
      }),
    });
    await execute(context, noting);
    expect(seen).toEqual(['100', '120']);
  });

  test('that places an order to rest reads the last price', async () => {
    const { context, reads } = storeWith({ catalogueMaxAgeMs: 60_000 });
    const place = move('1', {
      looksAt: ASSET,
      decide(balance, { newId }) {
        const order = { ...restingOrder({ amounts: { limitPrice: '90' } }), orderId: newId(), version: 1 };
        const after = balance && { ...balance, version: balance.version + 1 };
        return {
          result: order.status,
          changes: after === undefined ? [] : [save('order', undefined, order), save('balance', balance, after)],
        };
      },
    });
    for (let sent = 0; sent < 3; sent++) expect(await execute(context, place)).toBe('QUEUED');
    expect(reads).toHaveLength(3);
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
    // Another process sends it again; here the receipt is no longer remembered.
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
    expect(warm.size).toBe(100);
    warm.wrote([balanceFor(1)], context({ warmForMs: 5_000 }), 30_000);
    expect(warm.size).toBe(1);
  });

  test('is the newest of two lanes that write one entity, in whatever order they are answered', () => {
    const warm = new Warm();
    const given = context({});
    const newest = { ...openBalance('alice_01', 'USD', NOW), version: 3 };
    warm.wrote([save('balance', undefined, newest)], given, 0);
    warm.wrote([save('balance', undefined, { ...newest, version: 2 })], given, 0);
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
