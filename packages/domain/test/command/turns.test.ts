import {
  ConcurrencyConflictError,
  createUlidGenerator,
  OutcomeUnknownError,
  StorageFailedError,
} from '@orderfolio/domain';
import {
  type EntitiesOf,
  type Host,
  type ReadKeys,
  type Turn,
  turnSchema,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { Turns } from '../../src/command/turns.ts';
import { NOW } from '../fixtures.ts';

const LANE = 'alice_01';

/** The turns of a store that two processes share. Each sleep moves the clock of the machine. */
function sharedStore() {
  const stored = new Map<string, Turn>();
  let reads = 0;
  const unitOfWork: UnitOfWork = {
    async read<const Keys extends ReadKeys>(keys: Keys) {
      reads++;
      // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
      return keys.map((key) => (key?.entity === 'turn' ? stored.get(key.lane) : undefined)) as EntitiesOf<Keys>;
    },
    async commit({ changes }) {
      for (const change of changes) {
        if (change.action !== 'save' || change.entity !== 'turn') throw new Error('turns write nothing else');
        if (stored.get(change.value.lane)?.version !== change.previous?.version)
          throw new ConcurrencyConflictError({ entity: 'turn' });
        stored.set(change.value.lane, turnSchema.parse(change.value));
      }
    },
  };
  let now = Date.parse(NOW);
  const clock = { now: () => new Date(now) };
  let slept = 0;
  let whileAsleep = async (): Promise<void> => undefined;
  const host: Host = {
    clock,
    ids: createUlidGenerator(clock),
    timer: {
      async sleep(milliseconds) {
        slept += milliseconds;
        now += milliseconds;
        await whileAsleep();
      },
    },
  };
  return {
    unitOfWork,
    host,
    stored,
    advance(milliseconds: number) {
      now += milliseconds;
    },
    /** The action of another process during a sleep. */
    meanwhile(work: () => Promise<void>) {
      whileAsleep = work;
    },
    reads: () => reads,
    slept: () => slept,
  };
}

/** Makes a lane busy enough to look for the turns of others. */
async function keepBusy(turns: Turns, { host, advance }: ReturnType<typeof sharedStore>): Promise<void> {
  for (let passed = 0; passed < 500; passed += 100) {
    await turns.makeWay(LANE, 0, host);
    advance(100);
  }
}

describe('a lane', () => {
  test('that is idle never looks for the turns of others', async () => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    for (let command = 0; command < 10; command++) {
      await turns.makeWay(LANE, 0, store.host);
      store.advance(500);
    }
    expect(store.reads()).toBe(0);
  });

  test('that is busy looks twice a second, however many commands it runs', async () => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    for (let command = 0; command <= 2_000; command++) {
      await turns.makeWay(LANE, 0, store.host);
      store.advance(1);
    }
    expect(store.reads()).toBe(4);
  });

  test('whose commands take long is busy as long as others wait for them', async () => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    for (let command = 0; command < 5; command++) {
      await turns.makeWay(LANE, 1, store.host);
      store.advance(600);
    }
    expect(store.reads()).toBe(4);
  });

  test.each([
    ['at once', 0, 4],
    ['after half a second', 500, 0],
  ])('whose commands take long, and follow %s', async (_when, pause, looks) => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    for (let command = 0; command < 5; command++) {
      await turns.makeWay(LANE, 0, store.host);
      store.advance(600);
      await turns.commandsEnded(LANE, 1, 0, store.host);
      store.advance(pause);
    }
    expect(store.reads()).toBe(looks);
  });

  test('looks again soon after its clock has been set back by an hour', async () => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    await turns.makeWay(LANE, 0, store.host);
    store.advance(-3_600_000);
    for (let passed = 0; passed <= 600; passed += 100) {
      await turns.makeWay(LANE, 0, store.host);
      store.advance(100);
    }
    expect(store.reads()).toBe(1);
  });

  test('that 1,024 others were used after is forgotten, and idle; one that half as many were used after is not', async () => {
    const usedAfter = async (others: number): Promise<number> => {
      const store = sharedStore();
      const turns = new Turns(store.unitOfWork);
      await turns.makeWay(LANE, 1, store.host);
      for (let lane = 0; lane < others; lane++) await turns.makeWay(`other ${lane}`, 0, store.host);
      store.advance(500);
      await turns.makeWay(LANE, 1, store.host);
      return store.reads();
    };
    expect([await usedAfter(511), await usedAfter(1_024)]).toEqual([1, 0]);
  });

  test('does not hide a fault that is no answer of the store', async () => {
    const store = sharedStore();
    const faulty: UnitOfWork = {
      read: () => Promise.reject(new RangeError('a mistake')),
      commit: () => Promise.reject(new RangeError('a mistake')),
    };
    await expect(new Turns(faulty).open(LANE, 1, store.host)).rejects.toThrow('a mistake');
  });

  test('waits until the turn of another process is closed', async () => {
    const store = sharedStore();
    const [winner, loser] = [new Turns(store.unitOfWork), new Turns(store.unitOfWork)];
    await keepBusy(winner, store);
    await loser.open(LANE, 1, store.host);
    let sleeps = 0;
    store.meanwhile(async () => {
      if (++sleeps === 3) await loser.commandsEnded(LANE, 1, 0, store.host);
    });
    await winner.makeWay(LANE, 0, store.host);
    expect(sleeps).toBe(3);
    expect(store.stored.get(LANE)?.isOpen).toBe(false);
  });

  test('waits a second for a process that has died in its turn, once for all', async () => {
    const store = sharedStore();
    const [winner, dead] = [new Turns(store.unitOfWork), new Turns(store.unitOfWork)];
    await keepBusy(winner, store);
    await dead.open(LANE, 1, store.host);
    await winner.makeWay(LANE, 0, store.host);
    expect(store.slept()).toBeGreaterThanOrEqual(1_000);
    expect(store.slept()).toBeLessThan(1_100);
    expect(store.stored.get(LANE)?.isOpen).toBe(false);
    expect(winner.has(LANE)).toBe(false);
  });

  test('waits three seconds at most for processes that take turns without end', async () => {
    const store = sharedStore();
    const winner = new Turns(store.unitOfWork);
    await keepBusy(winner, store);
    const others = [new Turns(store.unitOfWork), new Turns(store.unitOfWork)];
    await others[0]?.open(LANE, 1, store.host);
    store.meanwhile(async () => {
      const turn = store.stored.get(LANE);
      if (turn !== undefined) store.stored.set(LANE, { ...turn, version: turn.version + 1 });
    });
    await winner.makeWay(LANE, 0, store.host);
    expect(store.slept()).toBeGreaterThanOrEqual(3_000);
    expect(store.slept()).toBeLessThan(3_100);
  });

  test('goes on at once when the store does not say whose turn it is', async () => {
    const store = sharedStore();
    const failing: UnitOfWork = {
      read: () => Promise.reject(new StorageFailedError({ reason: 'away', retryable: true })),
      commit: () => Promise.reject(new StorageFailedError({ reason: 'away', retryable: true })),
    };
    const turns = new Turns(failing);
    await keepBusy(turns, store);
    await turns.makeWay(LANE, 0, store.host);
    await turns.open(LANE, 3, store.host);
    expect(turns.has(LANE)).toBe(false);
    expect(store.slept()).toBe(0);
  });
});

describe('a turn', () => {
  test('lasts as long as commands wait, 32 at most', async () => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    await turns.open(LANE, 100, store.host);
    for (let command = 1; command < 32; command++) {
      await turns.commandsEnded(LANE, 1, 100 - command, store.host);
      expect(store.stored.get(LANE)?.isOpen).toBe(true);
    }
    await turns.commandsEnded(LANE, 1, 68, store.host);
    expect(store.stored.get(LANE)?.isOpen).toBe(false);
    expect(turns.has(LANE)).toBe(false);
  });

  test('ends with the last command that waits', async () => {
    const store = sharedStore();
    const turns = new Turns(store.unitOfWork);
    await turns.open(LANE, 3, store.host);
    await turns.commandsEnded(LANE, 1, 1, store.host);
    await turns.commandsEnded(LANE, 1, 0, store.host);
    expect(store.stored.get(LANE)?.isOpen).toBe(false);
  });

  test('is one process’s at a time', async () => {
    const store = sharedStore();
    const [one, other] = [new Turns(store.unitOfWork), new Turns(store.unitOfWork)];
    await one.open(LANE, 1, store.host);
    store.meanwhile(() => one.commandsEnded(LANE, 1, 0, store.host));
    await other.open(LANE, 1, store.host);
    expect(one.has(LANE)).toBe(false);
    expect(other.has(LANE)).toBe(true);
    expect(store.slept()).toBeGreaterThan(0);
  });

  test('of which the store did not say whether it was opened counts as opened', async () => {
    const store = sharedStore();
    const turns = new Turns({
      read: (keys) => store.unitOfWork.read(keys),
      async commit(changeSet) {
        await store.unitOfWork.commit(changeSet);
        throw new OutcomeUnknownError({ token: changeSet.token });
      },
    });
    await turns.open(LANE, 1, store.host);
    expect(turns.has(LANE)).toBe(true);
    await turns.commandsEnded(LANE, 1, 0, store.host);
    expect(store.stored.get(LANE)?.isOpen).toBe(false);
  });

  test('that had to be waited for says how long that took', async () => {
    const store = sharedStore();
    const [dead, next] = [new Turns(store.unitOfWork), new Turns(store.unitOfWork)];
    expect(await dead.open(LANE, 1, store.host)).toBe(0);
    expect(await next.open(LANE, 1, store.host)).toBeCloseTo(store.slept());
    expect(store.slept()).toBeGreaterThanOrEqual(1_000);
  });

  test('that somebody else has taken over is not closed by who had it', async () => {
    const store = sharedStore();
    const [slow, next] = [new Turns(store.unitOfWork), new Turns(store.unitOfWork)];
    await slow.open(LANE, 1, store.host);
    await next.open(LANE, 1, store.host);
    await slow.commandsEnded(LANE, 1, 0, store.host);
    expect(store.stored.get(LANE)?.isOpen).toBe(true);
  });
});
