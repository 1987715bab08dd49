import { propertyRuns } from '@orderfolio/conformance';
import { seededRandom } from '@orderfolio/domain/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounts, Answer } from './accounts.ts';

/** Two processes on the same accounts. */
export interface TwoProcesses {
  readonly processes: readonly [Accounts, Accounts];
  close(): Promise<void>;
}

const OLD = 'violet-harbour-lantern-42';
const NEW = ['marble-winter-compass-17', 'granite-ferry-saffron-12'] as const;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Races between two processes, at random. */
export function testRaces(name: string, open: () => Promise<TwoProcesses>): void {
  const runs = propertyRuns(`races on ${name}`, 8);
  let two: TwoProcesses;
  let users = 0;
  beforeAll(async () => {
    two = await open();
  });
  afterAll(() => two.close());

  async function newUser(): Promise<string> {
    users += 1;
    const username = `racer_${users}`;
    expect(await two.processes[0].call({ op: 'register', username, password: OLD })).toEqual({});
    return username;
  }

  async function logIn(username: string, password = OLD): Promise<string> {
    const { token } = await two.processes[1].call({ op: 'login', username, password });
    if (token === undefined) throw new Error('the login was refused');
    return token;
  }

  test(`an owner and a thief who refresh at once: no token ever has two successors, and a used one ends the login, on ${name}`, async () => {
    const property = fc.asyncProperty(fc.integer(), async (seed) => {
      const random = seededRandom(seed);
      const username = await newUser();
      const first = await logIn(username);
      const successors = new Map<string, Set<string>>();
      const refusals: Answer[] = [];

      async function refresh(process: Accounts, refreshToken: string): Promise<string | undefined> {
        const answer = await process.call({ op: 'refresh', refreshToken });
        if (answer.token === undefined) refusals.push(answer);
        else successors.set(refreshToken, (successors.get(refreshToken) ?? new Set()).add(answer.token));
        return answer.token;
      }

      /** Refreshes with the newest known token, and sometimes with an older one. */
      async function carryOn(process: Accounts): Promise<void> {
        const known = [first];
        for (let step = 0; step < 4; step++) {
          await wait(random() * 3);
          const newest = known.at(-1) ?? first;
          const older = known[Math.floor(random() * known.length)] ?? first;
          const next = await refresh(process, random() < 0.2 ? older : newest);
          if (next !== undefined && !known.includes(next)) known.push(next);
        }
      }

      await Promise.all(two.processes.map(carryOn));
      expect([...successors.values()].map(({ size }) => size)).not.toContain(2);
      for (const { code, reason } of refusals) {
        expect(code).toBe('TOKEN_INVALID');
        expect(['REUSED', 'ENDED']).toContain(reason);
      }
      // The newest token: it has no successor.
      const given = [...successors.values()].flatMap((next) => [...next]);
      const newest = [first, ...given].filter((token) => !successors.has(token));
      expect(newest).toHaveLength(1);
      const last = await two.processes[0].call({ op: 'refresh', refreshToken: newest[0] ?? '' });
      const isOver = refusals.some(({ reason }) => reason === 'REUSED');
      expect(last).toEqual(isOver ? { code: 'TOKEN_INVALID', reason: 'ENDED' } : { token: expect.any(String) });
    });
    await fc.assert(property, { ...runs, endOnFailure: true });
    const events = (await Promise.all(two.processes.map((process) => process.events()))).flat();
    const count = (event: string) => events.filter((logged) => logged === event).length;
    // One token that came again ends each login, and each such token is one event.
    expect(count('TOKEN_REVOKED REUSE_DETECTED')).toBe(count('REFRESH_FAILED REUSED'));
    expect(count('TOKEN_REFRESHED')).toBeGreaterThan(0);
  }, 120_000);

  test(`a reset and logins with the old password at once: no login outlives it, and the token is good once, on ${name}`, async () => {
    const property = fc.asyncProperty(fc.integer(), async (seed) => {
      const random = seededRandom(seed);
      const username = await newUser();
      const [one, other] = two.processes;
      const { token } = await one.call({ op: 'requestReset', username });
      if (token === undefined) throw new Error('there is no token');

      async function logInAgain(process: Accounts): Promise<readonly Answer[]> {
        const answers: Answer[] = [];
        for (let step = 0; step < 4; step++) {
          await wait(random() * 4);
          answers.push(await process.call({ op: 'login', username, password: OLD }));
        }
        return answers;
      }
      async function reset(process: Accounts, token: string, newPassword: string): Promise<Answer> {
        await wait(random() * 12);
        return process.call({ op: 'reset', token, newPassword });
      }

      const [logins, others, ...resets] = await Promise.all([
        logInAgain(one),
        logInAgain(other),
        reset(one, token, NEW[0]),
        reset(other, token, NEW[1]),
      ]);
      const done = resets.findIndex(({ code }) => code === undefined);
      expect(resets.filter(({ code }) => code === undefined)).toHaveLength(1);
      expect(['USED', 'WITHDRAWN']).toContain(resets[1 - done]?.reason);
      for (const login of [...logins, ...others]) {
        if (login.token === undefined) {
          expect(login.code).toBe('INVALID_CREDENTIALS');
          continue;
        }
        const refreshed = await other.call({ op: 'refresh', refreshToken: login.token });
        expect(refreshed).toEqual({ code: 'TOKEN_INVALID', reason: 'ENDED' });
      }
      const withOld = await one.call({ op: 'login', username, password: OLD });
      expect(withOld).toEqual({ code: 'INVALID_CREDENTIALS' });
      await logIn(username, NEW[done] ?? OLD);
    });
    await fc.assert(property, { ...runs, endOnFailure: true });
  }, 120_000);
}
