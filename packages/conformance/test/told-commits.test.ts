import { setTimeout as sleep } from 'node:timers/promises';
import { type ChangeSet, insert, openBalance, type UnitOfWork } from '@orderfolio/domain/adapter';
import { expect, test } from 'vitest';
import { NOW } from '../../domain/test/fixtures.ts';
import { tellingCommits } from '../src/sequences/told-commits.ts';

function commitOf(token: string): ChangeSet {
  return { token, changes: [insert('balance', openBalance('alice_01', 'USD', NOW))] };
}

/** The unit of work of a store whose commits are slow. */
function slowUnitOfWork(stored: string[], isRefused: (token: string) => boolean = () => false): UnitOfWork {
  return {
    read: () => Promise.reject(new Error('nothing is read')),
    async commit({ token }) {
      await sleep(1);
      if (isRefused(token)) throw new Error(`refused ${token}`);
      stored.push(token);
    },
  };
}

test('commits sent at once by two processes are told one after another, each of the store as it has left it', async () => {
  const stored: string[] = [];
  const told: string[][] = [];
  const telling = tellingCommits(async () => {
    await sleep(3);
    told.push([...stored]);
  });
  const [one, other] = [telling(slowUnitOfWork(stored)), telling(slowUnitOfWork(stored))];
  await Promise.all([one.commit(commitOf('A')), other.commit(commitOf('B')), one.commit(commitOf('C'))]);
  expect(told).toEqual([['A'], ['A', 'B'], ['A', 'B', 'C']]);
});

test('a commit that is refused is not told, and those behind it are', async () => {
  const stored: string[] = [];
  const told: string[] = [];
  const telling = tellingCommits(async ({ token }) => void told.push(token));
  const unitOfWork = telling(slowUnitOfWork(stored, (token) => token === 'A'));
  const [refused, next] = await Promise.allSettled([
    unitOfWork.commit(commitOf('A')),
    unitOfWork.commit(commitOf('B')),
  ]);
  expect([refused.status, next.status, told]).toEqual(['rejected', 'fulfilled', ['B']]);
});
