import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError } from '@orderfolio/domain';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { pino } from 'pino';

const HELP = `usage: pnpm bench:login [--runs N] [--cost N]

How long a refused login takes, for a name that nobody has and for a wrong password.

  --runs N   logins of each kind (default 400)
  --cost N   the work factor of bcrypt (default 10)
`;

const PASSWORD = 'violet-harbour-lantern-42';
const WRONG = 'orange-harbour-lantern-42';
const WARM_UP = 10;

type Refusal = (run: number) => Promise<number>;

/** A fresh store with a user per run, so that each kind of login writes a row that was not there. */
async function openRefusals(runs: number, cost: number) {
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
  const known: Refusal = (run) => timed(`user_${run}_known`);
  const unknown: Refusal = (run) => timed(`user_${run}_other`);
  return { known, unknown, close: () => store[Symbol.asyncDispose]() };
}

/** Pairs of refused logins; every other pair begins with the other kind. */
async function measure(runs: number, cost: number) {
  const { known, unknown, close } = await openRefusals(runs + WARM_UP, cost);
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let run = 0; run < runs + WARM_UP; run++) {
    const kinds = [
      { refuse: known, into: times.known },
      { refuse: unknown, into: times.unknown },
    ];
    for (const { refuse, into } of run % 2 === 0 ? kinds : kinds.toReversed()) {
      const elapsed = await refuse(run);
      if (run >= WARM_UP) into.push(elapsed);
    }
  }
  await close();
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
  const { known, unknown } = await measure(runs, cost);
  const differences = unknown.map((elapsed, run) => elapsed - (known[run] ?? Number.NaN));
  const again = known.slice(1).map((elapsed, run) => elapsed - (known[run] ?? Number.NaN));
  const lines = [
    `Node ${process.versions.node}, bcrypt cost ${cost}, ${runs} logins of each kind, in ms`,
    '',
    `${''.padEnd(32)}${['median', '5 %', '95 %'].map((title) => title.padStart(10)).join('')}`,
    row('wrong password', known),
    row('unknown user', unknown),
    row('unknown - wrong, in pairs', differences),
    row('wrong - wrong before (noise)', again),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
