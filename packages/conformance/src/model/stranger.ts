import type { Store } from '@orderfolio/domain';
import { adapterStoreOf, insert } from '@orderfolio/domain/adapter';
import { type ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { entityMaker } from '../entities.ts';

/** The owner of the orders that nothing can end. */
export const STRANGER = 'mallory_1';
export const STRANGERS_UNITS = 100_000_000n;

/** Stores the stranger. The model looks at nothing of this user but the orders. */
export async function addStranger(store: Store, clock: ManualClock): Promise<void> {
  const user = entityMaker(clock, sequentialIds(clock)).user({ username: STRANGER });
  await adapterStoreOf(store).unitOfWork.commit({ token: 'the stranger', changes: [insert('user', user)] });
}
