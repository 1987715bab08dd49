import { type Asset, type Balance, createAsset, credit, Decimal, openBalance } from '@orderfolio/domain';

export const NOW = '2026-01-31T12:00:00.000Z';
export const LATER = '2026-01-31T12:00:01.000Z';

/** A moment with ids that tell their order: 1, 2, 3 in the last digit of a ULID. */
export function momentAt(now: string) {
  let count = 0;
  return { now, newId: () => `01KGA5H8000000000000000${String(++count).padStart(3, '0')}` };
}

export function balanceOf(available: string): Balance {
  return { ...credit(openBalance('alice_01', 'USD', NOW), new Decimal(available), NOW), version: 1 };
}

export function assetAt(priceUsd: string, terms: Partial<Asset> = {}): Asset {
  const price = new Decimal(priceUsd);
  const zero = new Decimal('0');
  const command = {
    assetId: 'BTC',
    name: 'Bitcoin',
    category: 'major',
    priceUsd: price,
    amount: zero,
    isActive: true,
    quantityScale: 8,
  };
  return { ...createAsset(command, NOW), ...terms };
}

/** The error that the function throws, to look at. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
