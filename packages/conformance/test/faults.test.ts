import { FAULTS, type Fault, faultsInOrder, faultyUnitOfWork, seededFaults } from '@orderfolio/conformance';
import { AlreadyExistsError, createUlidGenerator } from '@orderfolio/domain';
import { type ChangeSet, execute, insert, openBalance, type UnitOfWork } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { NOW } from '../../domain/test/fixtures.ts';

const changes = [insert('balance', openBalance('alice_01', 'USD', NOW))];
const changeSet: ChangeSet = { token: 'token-1', changes };

/** A store behind these faults, which notes the tokens of its commits. */
function behind(faults: readonly (Fault | undefined)[], refusal?: Error) {
  const reached: string[] = [];
  const store: UnitOfWork = {
    read: () => Promise.reject(new Error('these tests read nothing')),
    async commit({ token }) {
      reached.push(token);
      if (refusal !== undefined) throw refusal;
    },
  };
  return { reached, unitOfWork: faultyUnitOfWork(store, faultsInOrder(faults)) };
}

describe('a commit behind a fault', () => {
  test.each([
    ['UNAVAILABLE', { code: 'STORAGE_FAILED', retryable: true }],
    ['CONFLICT', { code: 'CONCURRENCY_CONFLICT' }],
    ['REQUEST_LOST', { code: 'OUTCOME_UNKNOWN', token: 'token-1' }],
  ] as const)('never reaches the store: %s', async (fault, error) => {
    const { reached, unitOfWork } = behind([fault]);
    await expect(unitOfWork.commit(changeSet)).rejects.toMatchObject(error);
    expect(reached).toEqual([]);
  });

  test('is applied, and its reply lost: REPLY_LOST', async () => {
    const { reached, unitOfWork } = behind(['REPLY_LOST']);
    await expect(unitOfWork.commit(changeSet)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', token: 'token-1' });
    expect(reached).toEqual(['token-1']);
  });

  test('is refused, and the refusal lost; asked again, it is heard', async () => {
    const taken = new AlreadyExistsError({ entity: 'balance', field: 'currency', value: 'USD' });
    const { unitOfWork } = behind(['REPLY_LOST'], taken);
    await expect(unitOfWork.commit(changeSet)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', cause: taken });
    await expect(unitOfWork.commit(changeSet)).rejects.toBe(taken);
  });

  test('is never told of a conflict once it was applied: no store may say so', async () => {
    const { reached, unitOfWork } = behind(['REPLY_LOST', 'CONFLICT']);
    await expect(unitOfWork.commit(changeSet)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    await unitOfWork.commit(changeSet);
    expect(reached).toEqual(['token-1', 'token-1']);
  });

  test('goes through when the plan has come to its end', async () => {
    const { reached, unitOfWork } = behind([undefined]);
    await unitOfWork.commit(changeSet);
    await unitOfWork.commit({ ...changeSet, token: 'token-2' });
    expect(reached).toEqual(['token-1', 'token-2']);
  });
});

describe('a seeded plan', () => {
  const planned = (seed: number, share: number) => {
    const plan = seededFaults(seed, share);
    return Array.from({ length: 1_000 }, () => plan.next());
  };

  test('is the same for the same seed, and another for another', () => {
    expect(planned(1, 0.3)).toEqual(planned(1, 0.3));
    expect(planned(1, 0.3)).not.toEqual(planned(2, 0.3));
  });

  test('has its share of faults, of every kind', () => {
    expect(planned(1, 0).every((fault) => fault === undefined)).toBe(true);
    expect(new Set(planned(1, 1))).toEqual(new Set(FAULTS));
    const faults = planned(1, 0.3).filter((fault) => fault !== undefined).length;
    expect(faults).toBeGreaterThan(250);
    expect(faults).toBeLessThan(350);
  });
});

describe('a command whose commit was applied while its reply was lost', () => {
  const clock = { now: () => new Date(NOW) };
  const run = (unitOfWork: UnitOfWork) =>
    execute(
      { unitOfWork, clock, ids: createUlidGenerator(clock), timer: { sleep: () => Promise.resolve() } },
      { name: 'test', queue: 'alice_01', gather: async () => undefined, decide: () => ({ result: 'done', changes }) },
    );

  test('succeeds once the store answers again, under the same token', async () => {
    const { reached, unitOfWork } = behind(['REPLY_LOST', 'UNAVAILABLE', 'REQUEST_LOST']);
    expect(await run(unitOfWork)).toBe('done');
    expect(new Set(reached).size).toBe(1);
  });

  test('does not report that nothing was written because the store fails afterwards', async () => {
    const outage = Array.from({ length: 20 }, (): Fault => 'UNAVAILABLE');
    const { unitOfWork } = behind(['REPLY_LOST', ...outage]);
    await expect(run(unitOfWork)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});
