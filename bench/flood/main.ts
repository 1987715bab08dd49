import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DomainError } from '@orderfolio/domain';
import { PasswordManager, TokenManager } from '@orderfolio/security';
import bcrypt from 'bcrypt';

const HELP = `usage: pnpm bench:flood [--logins N] [--cost N]

How long tokens, files and DNS wait while a flood of logins with invented names, or of registrations, is answered.

  --logins N  how many come at once (default 64)
  --cost N    the work factor of bcrypt (default 12)
`;

const WRONG = 'orange-harbour-lantern-42';
/** Long, and full of signs that may stand for letters: such a password is among the slowest to estimate. */
const SLOW = 'p@$$w0rd-4@8({[<369&#'.repeat(3);
const IDLE_ROUNDS = 200;

/** The other work of the process, one call each. */
async function openProbes() {
  const service = { issuer: 'bench', audience: 'bench' };
  const ed = generateKeyPairSync('ed25519');
  const es = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const managers: [string, TokenManager][] = [
    ['verify HS256', new TokenManager({ ...service, secret: randomBytes(32) })],
    ['verify EdDSA', new TokenManager({ ...service, keys: [{ kid: 'k', alg: 'EdDSA', ...ed }], signWith: 'k' })],
    ['verify ES256', new TokenManager({ ...service, keys: [{ kid: 'k', alg: 'ES256', ...es }], signWith: 'k' })],
  ];
  const tokens = await Promise.all(
    managers.map(async ([name, manager]): Promise<[string, () => Promise<unknown>]> => {
      const token = await manager.createAccessToken('alice_01', 'customer');
      return [name, () => manager.verifyAccessToken(token)];
    }),
  );
  const file = fileURLToPath(import.meta.url);
  return new Map<string, () => Promise<unknown>>([
    ...tokens,
    ['read a file', () => readFile(file)],
    ['look up a host', () => lookup('localhost')],
  ]);
}

/**
 * Probes until there were so many rounds and the work beside them has ended. Returns the time of each probe in
 * milliseconds.
 */
async function probe(probes: Map<string, () => Promise<unknown>>, rounds: number, beside: Promise<unknown>) {
  const times = new Map([...probes.keys()].map((name) => [name, [] as number[]]));
  let isOver = false;
  const end = beside.then(() => {
    isOver = true;
  });
  for (let round = 0; round < rounds || !isOver; round++) {
    await Promise.all(
      [...probes].map(async ([name, call]) => {
        const started = performance.now();
        await call();
        times.get(name)?.push(performance.now() - started);
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  await end;
  return times;
}

async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

function flood(count: number, work: () => Promise<unknown>): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, () => quietly(work())));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function table(title: string, times: Map<string, number[]>): string[] {
  const cells = (values: readonly number[]): string =>
    [0.5, 0.99, 1].map((share) => quantile(values, share).toFixed(2).padStart(12)).join('');
  return [title, ...[...times].map(([name, values]) => `  ${name.padEnd(20)}${cells(values)}`), ''];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      logins: { type: 'string', default: '64' },
      cost: { type: 'string', default: '12' },
      help: { type: 'boolean' },
    },
  });
  const [logins, cost] = [Number(values.logins), Number(values.cost)];
  if (values.help || !Number.isInteger(logins) || logins < 1) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const probes = await openProbes();
  const passwords = new PasswordManager({ cost });
  await passwords.validatePasswordStrength(SLOW);
  const nobody = bcrypt.hashSync('of nobody', cost);
  const idle = Promise.resolve();
  await probe(probes, IDLE_ROUNDS, idle);

  const lines = [
    `Node ${process.versions.node}, bcrypt cost ${cost}, ${logins} at once, in ms`,
    '',
    `${''.padEnd(22)}${['median', '99 %', 'longest'].map((name) => name.padStart(12)).join('')}`,
    ...table('idle', await probe(probes, IDLE_ROUNDS, idle)),
    ...table(
      'a flood of logins',
      await probe(
        probes,
        1,
        flood(logins, () => passwords.matchesPassword(WRONG, undefined)),
      ),
    ),
    ...table(
      'a flood of registrations',
      await probe(
        probes,
        1,
        flood(logins, () => passwords.hashPassword(SLOW)),
      ),
    ),
    ...table(
      'the same logins by bcrypt alone',
      await probe(
        probes,
        1,
        flood(logins, () => bcrypt.compare(WRONG, nobody)),
      ),
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
