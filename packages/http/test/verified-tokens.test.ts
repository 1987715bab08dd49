import { ManualClock } from '@orderfolio/domain/testing';
import { bearer } from '@orderfolio/http';
import { TokenManager } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const OPTIONS = { issuer: 'https://auth.example', audience: 'trading', secret: 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU' };

async function setUp() {
  const clock = new ManualClock('2026-03-02T09:30:00.000Z');
  const tokens = new TokenManager({ ...OPTIONS, clock });
  const verified: string[] = [];
  const identify = bearer(
    {
      verifyAccessToken(token) {
        verified.push(token);
        return tokens.verifyAccessToken(token);
      },
    },
    clock,
  );
  const { token } = await tokens.issueAccessToken('alice_01', 'customer');
  const ask = (sent: string) => identify({ headers: { authorization: `Bearer ${sent}` } });
  return { clock, tokens, verified, ask, token };
}

describe('a token that was verified', () => {
  test('is not verified again until it expires, and then it has', async () => {
    const { clock, verified, ask, token } = await setUp();
    expect(await ask(token)).toMatchObject({ sub: 'alice_01' });
    clock.advance(14 * 60 * 1_000);
    expect(await ask(token)).toMatchObject({ sub: 'alice_01' });
    expect(verified).toHaveLength(1);
    clock.advance((60 + 6) * 1_000);
    await expect(ask(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(verified).toHaveLength(2);
  });

  test('vouches for no other, and a refusal is not kept either', async () => {
    const { verified, ask, token } = await setUp();
    await ask(token);
    const forged = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.slice(-1)}`;
    await expect(ask(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(ask(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(verified).toEqual([token, forged, forged]);
  });

  test('is verified again when the clock has gone back behind its beginning', async () => {
    const { clock, verified, ask, token } = await setUp();
    await ask(token);
    clock.advance(-60_000);
    await expect(ask(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(verified).toHaveLength(2);
  });

  test('is forgotten when 5,000 others came after it', async () => {
    const { tokens, verified, ask, token } = await setUp();
    await ask(token);
    for (let number = 0; number < 5_000; number++) {
      await ask((await tokens.issueAccessToken('bob_0001', 'customer')).token);
    }
    await ask(token);
    expect(verified.filter((one) => one === token)).toHaveLength(2);
  });
});
