import {
  AssetInactiveError,
  ConcurrencyConflictError,
  createUlidGenerator,
  OutcomeUnknownError,
  StorageFailedError,
  StoreClosedError,
} from '@orderfolio/domain';
import {
  type Change,
  type ChangeSet,
  type Command,
  type CommandContext,
  type EntitiesOf,
  execute,
  insert,
  openBalance,
  type ReadKeys,
  type Turn,
  turnSchema,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { NOW } from '../fixtures.ts';

const change: Change = insert('balance', openBalance('alice_01', 'USD', NOW));

/**
 * A unit of work that answers its commits from a script: an error rejects one, and undefined accepts it. The script
 * leaves turns out.
 */
function scripted(...answers: readonly (Error | undefined)[]) {
  const commits: ChangeSet[] = [];
  const turns: Turn[] = [];
  const unitOfWork: UnitOfWork = {
    async read<const Keys extends ReadKeys>(keys: Keys) {
      // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
      return keys.map((key) => {
        if (key?.entity !== 'turn') throw new Error('these commands read for themselves');
        return turns.at(-1);
      }) as EntitiesOf<Keys>;
    },
    async commit(changeSet) {
      const [first] = changeSet.changes;
      if (first?.action === 'save' && first.entity === 'turn') {
        turns.push(turnSchema.parse(first.value));
        return;
      }
      commits.push(changeSet);
      const answer = answers[commits.length - 1];
      if (answer !== undefined) throw answer;
    },
  };
  const slept: number[] = [];
  const clock = { now: () => new Date(NOW) };
  const timer = {
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
    },
  };
  const context: CommandContext = { unitOfWork, clock, timer, ids: createUlidGenerator(clock) };
  return { context, commits, turns, slept };
}

/** Counts its reads, and returns the count as its result. */
function countingCommand(changes: readonly Change[] = [change]): Command<number, number> {
  let readings = 0;
  return {
    name: 'test',
    queue: 'alice_01',
    gather: async () => ++readings,
    decide: (reading) => ({ result: reading, changes }),
  };
}

const conflict = () => new ConcurrencyConflictError({ entity: 'balance' });
const unknown = () => new OutcomeUnknownError({ token: 'lost' });

describe('a command', () => {
  test('reads, decides and commits once when nothing is in the way', async () => {
    const { context, commits, slept } = scripted();
    expect(await execute(context, countingCommand())).toBe(1);
    expect(commits).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  test('commits nothing when it decided on no change', async () => {
    const { context, commits } = scripted();
    expect(await execute(context, countingCommand([]))).toBe(1);
    expect(commits).toEqual([]);
  });

  test('reads and decides again after a conflict, under a new token', async () => {
    const { context, commits, slept } = scripted(conflict(), conflict());
    expect(await execute(context, countingCommand())).toBe(3);
    expect(new Set(commits.map(({ token }) => token)).size).toBe(3);
    expect(slept).toHaveLength(2);
  });

  test.each([
    { conflictTimeoutMs: undefined, least: 10_000 },
    { conflictTimeoutMs: 50, least: 50 },
  ])('gives up after $least ms of conflicts, and says so', async ({ conflictTimeoutMs, least }) => {
    const { context, slept } = scripted(...Array.from({ length: 100_000 }, conflict));
    await expect(execute({ ...context, conflictTimeoutMs }, countingCommand())).rejects.toMatchObject({
      code: 'CONCURRENCY_CONFLICT',
      retryable: true,
    });
    const inAll = slept.reduce((sum, pause) => sum + pause, 0);
    expect(inAll).toBeGreaterThanOrEqual(least);
    expect(inAll).toBeLessThan(least + 200);
  });

  test('is tried once where conflicts have no time', async () => {
    const { context, commits } = scripted(conflict());
    await expect(execute({ ...context, conflictTimeoutMs: 0 }, countingCommand())).rejects.toThrow(
      ConcurrencyConflictError,
    );
    expect(commits).toHaveLength(1);
  });

  test('waits a random time that stays within its bounds', async () => {
    const { context, slept } = scripted(...Array.from({ length: 100_000 }, conflict));
    await expect(execute(context, countingCommand())).rejects.toThrow(ConcurrencyConflictError);
    expect(slept.every((pause, tried) => pause >= 0 && pause <= Math.min(200, 2 * 2 ** (tried + 1)))).toBe(true);
  });

  test('that has lost four tries opens a turn, and closes it when it is done', async () => {
    const { context, commits, turns } = scripted(conflict(), conflict(), conflict(), conflict());
    await execute(context, countingCommand());
    expect(commits).toHaveLength(5);
    expect(turns.map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  test('that has lost three tries asks nobody to wait', async () => {
    const { context, turns } = scripted(conflict(), conflict(), conflict());
    await execute(context, countingCommand());
    expect(turns).toEqual([]);
  });

  test('sends the very same commit again while its outcome is unknown', async () => {
    const { context, commits } = scripted(unknown(), unknown());
    expect(await execute(context, countingCommand())).toBe(1);
    expect(commits).toHaveLength(3);
    expect(new Set(commits).size).toBe(1);
  });

  test('says that the outcome is unknown when the store was closed before it told', async () => {
    const { context } = scripted(unknown(), ...Array.from({ length: 100 }, () => new StoreClosedError()));
    await expect(execute(context, countingCommand())).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  test('says that the outcome is unknown when the store never tells', async () => {
    const { context, commits } = scripted(...Array.from({ length: 100 }, unknown));
    await expect(execute(context, countingCommand())).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(commits).toHaveLength(5);
  });

  test('passes any other failure on at once', async () => {
    const { context, commits } = scripted(new StorageFailedError({ reason: 'the disk is full', retryable: true }));
    await expect(execute(context, countingCommand())).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(commits).toHaveLength(1);
  });

  test('writes nothing when the decision throws', async () => {
    const { context, commits } = scripted();
    const rejected: Command<undefined, never> = {
      name: 'test',
      queue: 'alice_01',
      gather: async () => undefined,
      decide: () => {
        throw conflict();
      },
    };
    await expect(execute(context, rejected)).rejects.toThrow(ConcurrencyConflictError);
    expect(commits).toEqual([]);
  });

  test.each([
    { confirmsRefusal: true, readings: 2 },
    { confirmsRefusal: undefined, readings: 1 },
  ])(
    'takes $readings readings to refuse when confirmsRefusal is $confirmsRefusal',
    async ({ confirmsRefusal, readings }) => {
      const { context } = scripted();
      let read = 0;
      const refusing: Command<number, never> = {
        name: 'test',
        queue: 'alice_01',
        confirmsRefusal,
        gather: async () => ++read,
        decide: () => {
          throw new AssetInactiveError({ assetId: 'BTC' });
        },
      };
      await expect(execute(context, refusing)).rejects.toMatchObject({ code: 'ASSET_INACTIVE' });
      expect(read).toBe(readings);
    },
  );

  test('finds the first result of its key when that came between the parts of its first reading', async () => {
    const { context, commits } = scripted();
    let read = 0;
    const torn: Command<number, string> = {
      name: 'test',
      queue: 'alice_01',
      confirmsRefusal: true,
      gather: async () => ++read,
      decide(reading) {
        if (reading === 1) throw new AssetInactiveError({ assetId: 'BTC' });
        return { result: 'first result', changes: [] };
      },
    };
    expect(await execute(context, torn)).toBe('first result');
    expect(commits).toEqual([]);
  });

  test('that finds a broken record looks again: it may have seen half of a commit', async () => {
    const { context, commits } = scripted();
    let read = 0;
    const torn: Command<number, string> = {
      name: 'test',
      queue: 'alice_01',
      gather: async () => ++read,
      decide(reading) {
        if (reading === 1) throw new StorageFailedError({ reason: 'it would have -1 held', retryable: false });
        return { result: 'whole', changes: [] };
      },
    };
    expect(await execute(context, torn)).toBe('whole');
    expect(commits).toEqual([]);
  });

  test.each([true, undefined])(
    'that is refused at first, and then finds a broken record, looks once more: with another in its batch %s',
    async (sharesCommit) => {
      const { context } = scripted();
      let read = 0;
      const torn: Command<number, string> = {
        name: 'test',
        queue: 'alice_01',
        confirmsRefusal: true,
        sharesCommit,
        gather: async () => read,
        decide() {
          read += 1;
          if (read === 2) throw new StorageFailedError({ reason: 'it would have -1 held', retryable: false });
          throw new AssetInactiveError({ assetId: 'BTC' });
        },
      };
      const other: Command<undefined, string> = {
        name: 'test',
        queue: 'alice_01',
        sharesCommit,
        gather: async () => undefined,
        decide: () => ({ result: 'other', changes: [] }),
      };
      const cold = { ...context, warmForMs: 0 };
      const both = [execute(cold, torn), execute(cold, other)];
      await expect(both[0]).rejects.toMatchObject({ code: 'ASSET_INACTIVE' });
      expect(await both[1]).toBe('other');
    },
  );

  test('waits for the earlier commands of its key, and for no other', async () => {
    const { context } = scripted();
    const log: string[] = [];
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const command = (queue: string, name: string, until?: Promise<void>): Command<void, void> => ({
      name: 'test',
      queue,
      async gather() {
        log.push(`${name} starts`);
        await until;
      },
      decide() {
        log.push(`${name} ends`);
        return { result: undefined, changes: [change] };
      },
    });
    const first = execute(context, command('alice_01', 'first', held));
    const second = execute(context, command('alice_01', 'second'));
    await execute(context, command('bob_0001', 'other'));
    expect(log).toEqual(['first starts', 'other starts', 'other ends']);
    letGo();
    await Promise.all([first, second]);
    expect(log.slice(3)).toEqual(['first ends', 'second starts', 'second ends']);
  });

  test('runs after an earlier one of its key has failed', async () => {
    const { context } = scripted(new StorageFailedError({ reason: 'gone', retryable: false }));
    const [first, second] = await Promise.allSettled([
      execute(context, countingCommand()),
      execute(context, countingCommand()),
    ]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
  });
});
