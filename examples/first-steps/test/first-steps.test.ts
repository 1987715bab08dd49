import { expect, test, vi } from 'vitest';

/** What a program prints while it is loaded. */
async function outputOf(load: () => Promise<unknown>): Promise<readonly unknown[]> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await load();
    return write.mock.calls.map(([text]) => text);
  } finally {
    write.mockRestore();
  }
}

test('the first steps print what the account is worth', async () => {
  expect(await outputOf(() => import('../src/main.ts'))).toEqual(['cash 500 + BTC 525 = 1025 USD\n']);
});

test('resting orders wait, fill, and follow the price', async () => {
  expect(await outputOf(() => import('../src/resting-orders.ts'))).toEqual(['TRAILING_STOP_SELL filled at 49300\n']);
});

test('assets come and go without a trade, and a sale of all leaves nothing over', async () => {
  expect(await outputOf(() => import('../src/asset-movements.ts'))).toEqual([
    'SELL 0.304, ADJUSTMENT -0.001, TRANSFER_OUT 0.2, TRANSFER_IN 0.505\n',
  ]);
});

test('an app with prices of its own fills orders at them', async () => {
  expect(await outputOf(() => import('../src/own-prices.ts'))).toEqual(['bought at 51000\n']);
});

test('a cached app asks its source of prices once', async () => {
  expect(await outputOf(() => import('../src/cached-reads.ts'))).toEqual([
    'worth 51000, and the source was asked 1 time\n',
  ]);
});

test('the figures of two days show what they are worth, and the return', async () => {
  expect(await outputOf(() => import('../src/figures.ts'))).toEqual([
    '2026-01-30: 1000, 2026-01-31: 1050; return 0.05\n',
  ]);
});
