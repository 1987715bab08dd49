import type { Store } from '@orderfolio/domain';
import type { ManualClock } from '@orderfolio/domain/testing';
import { afterAll, beforeAll } from 'vitest';
import { startService, type TestService } from '../support/service.ts';

/** A store under test. */
export interface StoreUnderTest {
  readonly name: string;
  open(clock: ManualClock): Promise<Store>;
}

/** One group of tests, on any store. */
export type Suite = (store: StoreUnderTest) => void;

/** A service for all the tests of a group, with an administrator. */
export interface Setting {
  readonly service: TestService;
  readonly admin: string;
}

/** The answers on each store so far, such as `POST /v1/orders 201`. */
const answeredOn = new Map<string, Set<string>>();

export function answered({ name }: StoreUnderTest): ReadonlySet<string> {
  return answeredOn.get(name) ?? new Set();
}

export function useService(store: StoreUnderTest): () => Setting {
  let setting: Setting | undefined;
  beforeAll(async () => {
    const service = await startService(store.open);
    setting = { service, admin: await service.newAdmin() };
  });
  afterAll(async () => {
    answeredOn.set(store.name, new Set([...answered(store), ...(setting?.service.answered ?? [])]));
    await setting?.service.close();
  });
  return () => {
    if (setting === undefined) throw new Error('the service is there within a test only');
    return setting;
  };
}

/** An asset that can be traded at 50,000. */
export async function listBitcoin({ service, admin }: Setting, assetId = 'BTC'): Promise<void> {
  const body = { assetId, name: 'Bitcoin', category: 'major', priceUsd: '50000.00' };
  await service.send('POST', '/v1/assets', { token: admin, body });
}

/** A customer with so many dollars. */
export async function newTrader({ service }: Setting, username: string, amount = '10000.00'): Promise<string> {
  const token = await service.newCustomer(username);
  await service.send('POST', '/v1/me/deposits', { token, body: { amount } });
  return token;
}
