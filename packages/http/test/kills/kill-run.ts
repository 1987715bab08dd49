import { once } from 'node:events';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Order, type Orderfolio, type Page } from '@orderfolio/domain';
import { TokenManager } from '@orderfolio/security';
import { type Child, startChild } from '../../../adapters-sqlite/test/processes/child-process.ts';
import { seededRandom } from '../../../adapters-sqlite/test/support/random.ts';
import { type Acknowledged, RetryingClient } from './retrying-client.ts';

interface KillRun {
  readonly filename: string;
  readonly kills: number;
  readonly seed: number;
}

export interface KillReport {
  readonly acknowledged: number;
  /** Orders whose first reply was lost, so a retry learned of them. */
  readonly replayed: number;
  /** Everything that is wrong, in words. */
  readonly faults: readonly string[];
}

const TRADERS = ['alice_01', 'bob_0001', 'carol_01', 'dan_0001'];
const CLIENTS_EACH = 2;
/** The kill comes after so many acknowledgements since the service began to listen. */
const LATEST_KILL = 80;
const SECRET = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';
const SERVICE = new URL('../processes/order-service.ts', import.meta.url).href;

/** Kills the service again and again, while clients send each order until it is acknowledged. Then checks the books. */
export async function killAgainAndAgain({ filename, kills, seed }: KillRun): Promise<KillReport> {
  await withApp(filename, openMarket);
  const random = seededRandom(seed);
  let life = startLife(filename);
  const clients = await Promise.all(TRADERS.flatMap((username) => clientsOf(username, () => life.url)));
  const working = Promise.all(clients.map((client) => client.work()));
  const count = (): number => clients.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);

  for (let killed = 0; killed < kills; killed++) {
    await life.url;
    const wanted = count() + 1 + random.integer(LATEST_KILL);
    while (count() < wanted) await Promise.race([working, ...clients.map((client) => client.nextAcknowledgement())]);
    const { child } = life;
    const dead = child.kill();
    // From here on the clients wait for the next life.
    life = startLife(filename);
    await dead;
  }
  await life.url;
  for (const client of clients) client.finish();
  await working;
  const exit = once(life.child.process, 'exit');
  life.child.process.kill('SIGTERM');
  const [exitCode] = await exit;

  const acknowledged = clients.flatMap((client) => client.acknowledged);
  const faults = await withApp(filename, (app) => faultsOf(app, acknowledged));
  return {
    acknowledged: acknowledged.length,
    replayed: acknowledged.filter(({ replayed }) => replayed).length,
    faults: exitCode === 0 ? faults : [`the service ended with ${exitCode}`, ...faults],
  };
}

/** One run of the service, from its start to its end. */
export interface Life {
  readonly child: Child;
  /** Resolves with its address when it listens. */
  readonly url: Promise<string>;
}

export function startLife(filename: string): Life {
  const child = startChild(SERVICE, { DATABASE: filename, PORT: '0', TOKEN_SECRET: SECRET, LOG_LEVEL: 'info' });
  return { child, url: urlOf(child) };
}

/** The address stands in its log. The rest of the log is read and thrown away: a full pipe would stop the service. */
async function urlOf(child: Child): Promise<string> {
  for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine()) {
    const { url } = JSON.parse(line);
    if (url === undefined) continue;
    child.process.stdout?.resume();
    return url;
  }
  throw new Error('the service ended before it listened');
}

function clientsOf(username: string, url: () => Promise<string>): Promise<RetryingClient>[] {
  return Array.from({ length: CLIENTS_EACH }, async (_nothing, number) => {
    const { token } = await tokensOfService().issueAccessToken(username, 'customer');
    return new RetryingClient({ username, name: `${username}-${number}`, token, url });
  });
}

/** The tokens that the service accepts. */
export function tokensOfService(): TokenManager {
  return new TokenManager({ issuer: 'http://localhost:3000', audience: 'orders', secret: SECRET });
}

async function withApp<Result>(filename: string, work: (app: Orderfolio) => Promise<Result>): Promise<Result> {
  await using store = await openSqlite({ filename });
  return await work(createOrderfolio({ store }));
}

async function openMarket(app: Orderfolio): Promise<void> {
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
  for (const username of TRADERS) {
    const email = `${username}@example.com`;
    await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'not-a-password' });
    await app.funds.deposit({ username, amount: '100000000.00' });
  }
}

/** Every acknowledged order is there once, there is no other, and every account adds up. */
async function faultsOf(app: Orderfolio, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const username of TRADERS) {
    const told = new Map(
      acknowledged.filter((one) => one.username === username).map(({ key, orderId }) => [key, orderId]),
    );
    const stored: Order[] = [];
    let page: Page<Order> | undefined;
    do {
      page = await app.orders.listByUser(username, { limit: 100, cursor: page?.nextCursor });
      stored.push(...page.items);
    } while (page.nextCursor !== undefined);
    for (const { clientOrderId = 'no key', orderId } of stored) {
      if (told.get(clientOrderId) !== orderId)
        faults.push(`${clientOrderId} is stored as ${orderId}, and was told as ${told.get(clientOrderId)}`);
    }
    if (stored.length !== told.size)
      faults.push(`${username}: ${stored.length} orders stored, ${told.size} acknowledged`);
    const { reconciled, differences } = await app.portfolio.reconcile(username);
    if (!reconciled) faults.push(`${username} does not add up: ${JSON.stringify(differences)}`);
  }
  return faults;
}
