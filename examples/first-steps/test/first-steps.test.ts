import { expect, test, vi } from 'vitest';

test('the first steps print what the account is worth', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await import('../src/main.ts');
    expect(write.mock.calls.map(([text]) => text)).toEqual(['cash 500 + BTC 525 = 1025 USD\n']);
  } finally {
    write.mockRestore();
  }
});
