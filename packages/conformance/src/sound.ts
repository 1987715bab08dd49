import { createOrderfolio, DomainError, describeDifference, type Store } from '@orderfolio/domain';
import { expect } from 'vitest';
import { nextTurn } from './next-turn.ts';

/** Expects that the account of each of these users reconciles, if the user exists. */
export async function expectSound(store: Store, usernames: readonly string[]): Promise<void> {
  const { portfolio } = createOrderfolio({ store, timer: { sleep: nextTurn } });
  for (const username of usernames) {
    try {
      const { differences } = await portfolio.reconcile(username);
      expect(differences.map(describeDifference), username).toEqual([]);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'USER_NOT_FOUND') throw error;
    }
  }
}
