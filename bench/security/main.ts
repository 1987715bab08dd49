import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError } from '@orderfolio/domain';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { pino } from 'pino';

const HELP = `usage: pnpm bench:login [--runs N] [--cost N]

How long a refused login takes, for a name that nobody has and for a wrong password; and how long a request to reset a password
takes, for an address that nobody has and for one that somebody has.

  --runs N   logins and requests of each kind (default 400)
  --cost N   the work factor of bcrypt (default 10)
`;

const PASSWORD = 'violet-harbour-lantern-42';
const WRONG = 'orange-harbour-lantern-42';
const WARM_UP = 10;

/** Does it once, and says how long it took. */
type Timed = (run: number) => Promise<number>;

/** The same work for a known and for an unknown name. */
interface Pair<Value> {
  readonly known: Value;
  readonly unknown: Value;
}

/** A fresh store with one user for each run, so that each kind of login writes a new row. */
async function openAccounts(runs: number, cost: number) {
  const store = await openSqlite({ filename: ':memory:' });
  const app = createOrderfolio({ store });
  const passwords = new PasswordManager({ cost });
  const tokens = new TokenManager({
    issuer: 'bench',
    audience: 'bench',
    secret: randomBytes(32),
  });
  const audit = new AuditLogger({ logger: pino({}, { write: () => undefined }) });
  const auth = createAuthentication({ app, store, passwords, tokens, audit, keepAuditTrail: true });

  const passwordHash = await passwords.hashPassword(PASSWORD);
  for (let run = 0; run < runs; run++) {
    const username = `user_${run}_known`;
    await app.users.create({ username, email: `${username}@example.com`, firstName: 'U', lastName: 'K', passwordHash });
  }
  const timed = async (username: string): Promise<number> => {
    const started = performance.now();
    try {
      await auth.authenticateUser({ username, password: WRONG });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'INVALID_CREDENTIALS') throw error;
    }
    return performance.now() - started;
  };
  const request = async (email: string): Promise<number> => {
    const started = performance.now();
    await auth.requestPasswordReset(email);
    return performance.now() - started;
  };
  const logins: Pair<Timed> = {
    known: (run) => timed(`user_${run}_known`),
    unknown: (run) => timed(`user_${run}_other`),
  };
  const requests: Pair<Timed> = {
    known: (run) => request(`user_${run}_known@example.com`),
    unknown: (run) => request(`user_${run}_other@example.com`),
  };
  return { logins, requests, close: () => store[Symbol.asyncDispose]() };
}

async function measure(runs: number, cost: number) {
  const { logins, requests, close } = await openAccounts(runs + WARM_UP, cost);
  const times = { logins: await measurePairs(logins, runs), requests: await measurePairs(requests, runs) };
  await close();
  return times;
}

/** Pairs of both kinds; every other pair begins with the other kind. */
async function measurePairs({ known, unknown }: Pair<Timed>, runs: number): Promise<Pair<readonly number[]>> {
  const times: Pair<number[]> = { known: [], unknown: [] };
  for (let run = 0; run < runs + WARM_UP; run++) {
    const kinds = [
      { time: known, into: times.known },
      { time: unknown, into: times.unknown },
    ];
    for (const { time, into } of run % 2 === 0 ? kinds : kinds.toReversed()) {
      const elapsed = await time(run);
      if (run >= WARM_UP) into.push(elapsed);
    }
  }
  return times;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function row(name: string, values: readonly number[]): string {
  const cells = [0.5, 0.05, 0.95].map((share) => quantile(values, share).toFixed(3).padStart(10));
  return `${name.padEnd(32)}${cells.join('')}`;
}

function rows(knownAs: string, unknownAs: string, { known, unknown }: Pair<readonly number[]>): readonly string[] {
  const differences = unknown.map((elapsed, run) => elapsed - (known[run] ?? Number.NaN));
  const again = known.slice(1).map((elapsed, run) => elapsed - (known[run] ?? Number.NaN));
  return [
    row(knownAs, known),
    row(unknownAs, unknown),
    row('unknown - known, in pairs', differences),
    row('known - known before (noise)', again),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '400' },
      cost: { type: 'string', default: '10' },
      help: { type: 'boolean' },
    },
  });
  const [runs, cost] = [Number(values.runs), Number(values.cost)];
  if (values.help || !Number.isInteger(runs) || runs < 4) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const { logins, requests } = await measure(runs, cost);
  const lines = [
    `Node ${process.versions.node}, bcrypt cost ${cost}, ${runs} logins and requests of each kind, in ms`,
    '',
    `${''.padEnd(32)}${['median', '5 %', '95 %'].map((title) => title.padStart(10)).join('')}`,
    'a refused login',
    ...rows('wrong password', 'unknown user', logins),
    '',
    'a request to reset a password',
    ...rows('known address', 'unknown address', requests),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
