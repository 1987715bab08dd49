import {
  AlreadyExistsError,
  type Balance,
  ConcurrencyConflictError,
  Decimal,
  LockLostError,
  OutcomeUnknownError,
  StorageFailedError,
} from '@orderfolio/domain';
import {
  type Change,
  type Command,
  type CommandContext,
  credit,
  execute,
  insert,
  openBalance,
  save,
} from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { debit } from '../../src/entities/balance.ts';
import { NOW } from '../fixtures.ts';
import { versionedStore } from './versioned-store.ts';

const BALANCE = { entity: 'balance', username: 'alice_01', currency: 'USD' } as const;

/** This app remembers nothing: see the tests of warm commands. */
function storeWith(available: string) {
  const { context, ...store } = versionedStore();
  const cause = { id: context.ids.next(), at: NOW };
  store.put(BALANCE, { ...credit(openBalance('alice_01', 'USD', NOW), new Decimal(available), cause), version: 1 });
  return { ...store, context: { ...context, warmForMs: 0 } };
}

const conflict = () => new ConcurrencyConflictError({ entity: 'balance' });
const unknown = () => new OutcomeUnknownError({ token: 'lost' });

type Terms = Omit<Partial<Command<Balance | undefined, string>>, 'decide'> & {
  /** Other writes of the command. */
  readonly beside?: readonly Change[];
};

/** Adds to the balance, or takes from it. The result is the available amount after it. */
function move(amount: string, { beside = [], ...terms }: Terms = {}): Command<Balance | undefined, string> {
  return {
    name: 'test',
    queue: 'alice_01',
    sharesCommit: true,
    async gather(reader) {
      const [balance] = await reader.read([BALANCE]);
      return balance;
    },
    decide(balance, { now, newId }) {
      if (balance === undefined) throw new Error('the tests open the balance');
      const cause = { id: newId(), at: now };
      const change = new Decimal(amount);
      const after = change.lt('0') ? debit(balance, change.neg(), cause) : credit(balance, change, cause);
      return { result: String(after.available), changes: [save('balance', balance, after), ...beside] };
    },
    ...terms,
  };
}

/** A record that only this command writes. */
function rowOf({ ids }: CommandContext, lane: string): Change {
  const stored = { version: 1, createdAt: NOW, updatedAt: NOW };
  return insert('turn', { lane, holder: ids.next(), isOpen: false, ...stored });
}

/** Sends all of them at once. */
async function runAll(
  context: CommandContext,
  commands: readonly Command<Balance | undefined, string>[],
): Promise<readonly unknown[]> {
  const outcomes = await Promise.allSettled(commands.map((command) => execute(context, command)));
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.code));
}

/** The app remembers nothing in the first case, and the writes of the command before in the second. */
const ON_MEMORY_TOO: readonly Partial<CommandContext>[] = [{ warmForMs: 0 }, { warmForMs: 5_000 }];

/** The first is decided alone. The others wait meanwhile, and make one batch. */
const FIRST = move('1', { sharesCommit: false });

describe('commands that wait', () => {
  test('are read once, decided one after another, and stored in one commit', async () => {
    const { context, reads, commits, get } = storeWith('10');
    const results = await runAll(context, [FIRST, move('2'), move('-13'), move('5')]);
    expect(results).toEqual(['11', '13', '0', '5']);
    expect(reads).toEqual([['balance alice_01 USD'], ['balance alice_01 USD']]);
    expect(commits.map(({ changes }) => changes.length)).toEqual([1, 1]);
    expect(get(BALANCE)).toMatchObject({ version: 5, sequence: 5 });
  });

  test('share the first commit of an idle lane where they are given in one breath', async () => {
    const { context, reads, commits } = storeWith('0');
    expect(await runAll(context, [move('1'), move('2'), move('3')])).toEqual(['1', '3', '6']);
    expect([reads.length, commits.length]).toEqual([1, 1]);
  });

  test('keep their order where one commit does not take all of them: who comes meanwhile is decided after those left over', async () => {
    const { context, commits } = storeWith('0');
    const rows = () => Array.from({ length: 49 }, () => rowOf(context, context.ids.next()));
    const wide = () => execute(context, move('1', { beside: rows() }));
    const together = [wide(), wide(), wide()];
    // The lane has taken its batch by then.
    await Promise.resolve().then(() => undefined);
    expect(await Promise.all([...together, execute(context, move('1'))])).toEqual(['1', '2', '3', '4']);
    expect(commits.map(({ changes }) => changes.length)).toEqual([99, 50]);
  });

  test('come along with the next batch when they are sent as soon as the last one is answered', async () => {
    const { context, commits } = storeWith('0');
    const caller = async (): Promise<void> => {
      for (let sent = 0; sent < 10; sent++) await execute(context, move('1'));
    };
    await Promise.all(Array.from({ length: 8 }, caller));
    expect(commits.length).toBeLessThanOrEqual(12);
  });

  test('are not kept waiting where there is one caller: each is sent in the turn in which it is called', async () => {
    const { context } = storeWith('0');
    let turns = 0;
    const counting = setImmediate(function count() {
      turns += 1;
    });
    for (let sent = 0; sent < 10; sent++) await execute(context, move('1'));
    clearImmediate(counting);
    expect(turns).toBe(0);
  });

  test('one that is refused leaves nothing, disturbs nobody, and rests on its neighbours', async () => {
    const { context, commits } = storeWith('0');
    const results = await runAll(context, [FIRST, move('5'), move('-7'), move('-6'), move('-1'), move('4')]);
    expect(results).toEqual(['1', '6', 'INSUFFICIENT_BALANCE', '0', 'INSUFFICIENT_BALANCE', '4']);
    expect(commits).toHaveLength(2);
  });

  test('are refused only once the commit is stored on which the refusal rests', async () => {
    const { context, answerNext, commits } = storeWith('5');
    let refusedAt: number | undefined;
    answerNext(() => undefined);
    answerNext(() => {
      expect(refusedAt).toBeUndefined();
      return conflict();
    });
    const all = [execute(context, FIRST), execute(context, move('-6'))];
    const refused = execute(context, move('-1')).catch(() => {
      refusedAt = commits.length;
    });
    await Promise.all([...all, refused]);
    expect(refusedAt).toBe(3);
  });

  test('are decided anew, all of them, after a conflict', async () => {
    const { context, answerNext, put, commits } = storeWith('10');
    answerNext(() => undefined);
    answerNext(() => {
      put(BALANCE, { ...openBalance('alice_01', 'USD', NOW), version: 9 });
      return undefined;
    });
    expect(await runAll(context, [FIRST, move('3'), move('-4'), move('2')])).toEqual([
      '11',
      '3',
      'INSUFFICIENT_BALANCE',
      '5',
    ]);
    expect(new Set(commits.map(({ token }) => token)).size).toBe(3);
  });

  test('who would write hears that the outcome is unknown; who was refused is decided afresh', async () => {
    const { context, answerNext } = storeWith('5');
    answerNext(() => undefined);
    for (let sent = 0; sent < 5; sent++) answerNext(unknown);
    expect(await runAll(context, [FIRST, move('-6'), move('-2'), move('-9')])).toEqual([
      '6',
      'OUTCOME_UNKNOWN',
      '4',
      'INSUFFICIENT_BALANCE',
    ]);
  });

  test('what is wrong with the store is told to all that would write, without another try', async () => {
    const { context, answerNext, commits } = storeWith('5');
    answerNext(() => undefined);
    answerNext(() => new StorageFailedError({ reason: 'throttled', retryable: true }));
    expect(await runAll(context, [FIRST, move('1'), move('1')])).toEqual(['6', 'STORAGE_FAILED', 'STORAGE_FAILED']);
    expect(commits).toHaveLength(2);
  });

  test('a commit that one of them makes fail is decided with each alone', async () => {
    const { context } = storeWith('5');
    const taken = insert('balance', openBalance('alice_01', 'EUR', NOW));
    await execute(context, move('0', { beside: [taken] }));
    expect(await runAll(context, [FIRST, move('1'), move('1', { beside: [taken] }), move('1')])).toEqual([
      '6',
      '7',
      AlreadyExistsError.code,
      '8',
    ]);
  });

  test('a record that cannot be read fails those that read it, and nobody else', async () => {
    const { context, unreadable } = storeWith('5');
    unreadable.add('balance alice_01 EUR');
    const broken = move('1', {
      async gather(reader) {
        const [balance] = await reader.read([BALANCE, { ...BALANCE, currency: 'EUR' }]);
        return balance;
      },
    });
    expect(await runAll(context, [FIRST, move('1'), broken, move('1')])).toEqual(['6', '7', 'STORAGE_FAILED', '8']);
  });

  test('a fault in one command is its own', async () => {
    const { context } = storeWith('5');
    const faulty: Command<undefined, string> = {
      name: 'test',
      queue: 'alice_01',
      sharesCommit: true,
      gather: async () => undefined,
      decide: () => {
        throw new RangeError('a mistake');
      },
    };
    const all = [execute(context, FIRST), execute(context, faulty), execute(context, move('1'))];
    expect(await Promise.allSettled(all)).toMatchObject([
      { value: '6' },
      { reason: { message: 'a mistake' } },
      { value: '7' },
    ]);
  });

  test('what a first read names is read in a second step, once for all of them', async () => {
    const { context, reads } = storeWith('5');
    const inSteps = move('1', {
      async gather(reader) {
        const [balance] = await reader.read([BALANCE]);
        await reader.read([{ ...BALANCE, currency: balance?.currency === 'USD' ? 'EUR' : 'CHF' }]);
        return balance;
      },
    });
    await runAll(context, [FIRST, inSteps, move('1'), inSteps, inSteps]);
    expect(reads).toEqual([['balance alice_01 USD'], ['balance alice_01 USD'], ['balance alice_01 EUR']]);
  });

  test.each(ON_MEMORY_TOO)('what does not fit into one commit moves to the next, in order: %o', async (options) => {
    const { context: given, commits } = storeWith('0');
    const context = { ...given, ...options };
    const rows = (from: number, count: number): readonly Change[] =>
      Array.from({ length: count }, (_, row) => rowOf(context, `row ${from + row}`));
    const wide = [0, 60, 120].map((from) => move('1', { beside: rows(from, 60) }));
    expect(await runAll(context, [FIRST, ...wide, move('1')])).toEqual(['1', '2', '3', '4', '5']);
    expect(commits.map(({ changes }) => changes.length)).toEqual([1, 61, 61, 61]);
    expect(commits.every(({ changes }) => changes.length <= 100)).toBe(true);
  });

  test.each(ON_MEMORY_TOO)('a fence takes the place of a change: %o', async (options) => {
    const { context, commits } = storeWith('0');
    const fenced = { ...context, ...options, fences: [{ username: 'alice_01', fence: 1 }] };
    await execute(fenced, move('0'));
    await runAll(
      fenced,
      Array.from({ length: 101 }, (_, lane) => move('1', { beside: [rowOf(context, `${lane}`)] })),
    );
    expect(commits.every(({ changes }) => changes.length <= 99)).toBe(true);
    expect(commits.map(({ changes }) => changes.length)).toContain(99);
  });

  test.each(ON_MEMORY_TOO)(
    'one that no commit could take is sent alone, for the store to refuse: %o',
    async (options) => {
      const { context: given, commits } = storeWith('0');
      const context = { ...given, ...options };
      const rows = Array.from({ length: 100 }, (_, lane) => rowOf(context, `${lane}`));
      expect(await runAll(context, [FIRST, move('1'), move('1', { beside: rows }), move('1')])).toEqual([
        '1',
        '2',
        '3',
        '4',
      ]);
      expect(commits.map(({ changes }) => changes.length)).toEqual([1, 1, 101, 1]);
    },
  );

  test('share a commit only under the same fences', async () => {
    const { context, commits } = storeWith('0');
    const under = (fence: number): CommandContext => ({ ...context, fences: [{ username: 'alice_01', fence }] });
    await Promise.all([
      execute(context, FIRST),
      execute(under(1), move('1')),
      execute(under(1), move('1')),
      execute(under(2), move('1')),
      execute(context, move('1')),
      execute(context, move('1')),
    ]);
    expect(commits.map(({ fences }) => fences?.[0]?.fence)).toEqual([undefined, 1, 2, undefined]);
  });

  test('share a commit only where they were given the same waits and ages', async () => {
    const { context, commits } = storeWith('0');
    const given: readonly Partial<CommandContext>[] = [
      { conflictTimeoutMs: 5 },
      { warmForMs: 5 },
      { catalogueMaxAgeMs: 5 },
      { clock: { now: () => new Date(NOW) } },
      { timer: { sleep: () => Promise.resolve() } },
    ];
    await Promise.all([
      execute(context, FIRST),
      ...given.flatMap((own) => [move('1'), move('1')].map((command) => execute({ ...context, ...own }, command))),
    ]);
    expect(commits).toHaveLength(1 + given.length);
  });

  test('a lock that is lost is lost to all that would write under it', async () => {
    const { context, answerNext } = storeWith('0');
    const fenced = { ...context, fences: [{ username: 'alice_01', fence: 1 }] };
    answerNext(() => undefined);
    answerNext(() => new LockLostError({ username: 'alice_01', fence: 1 }));
    expect(await runAll(fenced, [FIRST, move('1'), move('1')])).toEqual(['1', 'LOCK_LOST', 'LOCK_LOST']);
  });

  test('a command that does not say so shares its commit with nobody', async () => {
    const { context, commits } = storeWith('0');
    await runAll(context, [FIRST, move('1'), move('1', { sharesCommit: false }), move('1'), move('1')]);
    expect(commits).toHaveLength(4);
  });

  test('a refusal that needs it is confirmed by a second reading of the batch, and the order stays', async () => {
    const { context, reads } = storeWith('0');
    expect(await runAll(context, [FIRST, move('-5', { confirmsRefusal: true }), move('9')])).toEqual([
      '1',
      'INSUFFICIENT_BALANCE',
      '10',
    ]);
    expect(reads).toHaveLength(3);
  });

  test('replays that write nothing cost no commit', async () => {
    const { context, commits } = storeWith('0');
    const replay: Command<Balance | undefined, string> = { ...FIRST, decide: () => ({ result: 'again', changes: [] }) };
    expect(await runAll(context, [FIRST, replay, replay])).toEqual(['1', 'again', 'again']);
    expect(commits).toHaveLength(1);
  });
});
