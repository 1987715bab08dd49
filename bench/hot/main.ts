import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import { TableInMemory } from './table-in-memory.ts';

const HELP = `usage: pnpm bench:hot [--delay MS] [--rounds N] [--orders N]

  --delay MS   how long the store takes to answer a request (default 5)
  --rounds N   how often each line is measured (default 5)
  --orders N   the orders that a price reaches, of as many users (default 1000)
`;

const EXPLANATION = `
A request handler answers each request after the delay, and stands for DynamoDB: it
costs next to nothing itself. The first line is what the others are divided by:
one deposit at a time, each of another user.
rate      commands a second, the median of the rounds
ratio     the rate by that of the first line, within a round: median, least, most
requests  requests of the store, a command
`;

/** Callers of one user. Each sends a command as soon as its last one is answered. */
const CALLERS = 64;
const HOT_COMMANDS = 2_000;
const COLD_COMMANDS = 50;
/** Orders of one user, while the others send none. */
const WARM_COMMANDS = 50;

interface Work {
  readonly name: string;
  /** Prepares the store, and then does the measured work. Returns the number of commands. */
  prepare(market: Market): Promise<() => Promise<number>>;
}

interface Market {
  readonly app: Orderfolio;
  /** An app that remembers nothing. */
  readonly cold: Orderfolio;
  /** A new user with a million dollars. */
  newUser(): Promise<string>;
  newAsset(): Promise<string>;
  nextKey(): string;
}

const works = (orders: number): readonly Work[] => [
  {
    name: 'deposit, cold, one at a time',
    async prepare({ cold, newUser }) {
      const users = await many(COLD_COMMANDS, newUser);
      return async () => {
        for (const username of users) await cold.funds.deposit({ username, amount: '1.00' });
        return users.length;
      };
    },
  },
  {
    name: 'deposit, warm, one at a time',
    async prepare({ app, newUser }) {
      const username = await newUser();
      await app.funds.deposit({ username, amount: '1.00' });
      return async () => {
        for (let sent = 0; sent < WARM_COMMANDS; sent++) await app.funds.deposit({ username, amount: '1.00' });
        return WARM_COMMANDS;
      };
    },
  },
  {
    name: `deposit, one user, ${CALLERS} callers`,
    prepare: ({ app, newUser }) => hot(newUser, (username) => app.funds.deposit({ username, amount: '1.00' })),
  },
  {
    name: 'the same, with keys',
    prepare: ({ app, newUser, nextKey }) =>
      hot(newUser, (username) => app.funds.deposit({ username, amount: '1.00', idempotencyKey: nextKey() })),
  },
  {
    name: 'the same, a third repeated',
    prepare: ({ app, newUser, nextKey }) => {
      let key = nextKey();
      let sent = 0;
      return hot(newUser, (username) => {
        if (sent++ % 3 !== 2) key = nextKey();
        return app.funds.deposit({ username, amount: '1.00', idempotencyKey: key });
      });
    },
  },
  {
    name: `market order, one user, ${CALLERS} callers`,
    prepare: ({ app, newUser }) =>
      hot(newUser, (username) =>
        app.orders.place({ username, assetId: 'BTC', orderType: 'MARKET_BUY', quantity: '0.01' }),
      ),
  },
  {
    name: `price that fills ${orders} users' orders`,
    async prepare({ app, newUser, newAsset }) {
      const assetId = await newAsset();
      const limit = { assetId, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '40.00' } as const;
      for (const username of await many(orders, newUser)) await app.orders.place({ username, ...limit });
      return async () => {
        const { filled } = await app.orders.onPrice({ assetId, price: '30.00' });
        if (filled.length !== orders) throw new Error(`${filled.length} of ${orders} orders were filled`);
        return orders;
      };
    },
  },
];

async function hot(newUser: () => Promise<string>, send: (username: string) => Promise<unknown>) {
  const username = await newUser();
  return async () => {
    let left = HOT_COMMANDS;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await send(username);
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return HOT_COMMANDS;
  };
}

async function many(count: number, make: () => Promise<string>): Promise<readonly string[]> {
  const made: string[] = [];
  for (let number = 0; number < count; number++) made.push(await make());
  return made;
}

async function openMarket(): Promise<{ readonly table: TableInMemory; readonly market: Market }> {
  const table = new TableInMemory();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'eu-central-1', credentials, maxAttempts: 1, requestHandler: table });
  const store = await openDynamoDb({ tableName: 'orderfolio', client, onOpen: 'trust' });
  const app = createOrderfolio({ store });
  let made = 0;
  const newAsset = async (): Promise<string> => {
    const assetId = `ASSET${++made}`;
    await app.assets.create({ assetId, name: assetId, category: 'major', priceUsd: '50.00' });
    return assetId;
  };
  const newUser = async (): Promise<string> => {
    const username = `trader_${++made}`;
    const names = { firstName: 'Ada', lastName: 'Byron', passwordHash: 'x' };
    await app.users.create({ username, email: `${username}@example.com`, ...names });
    await app.funds.deposit({ username, amount: '1000000.00' });
    return username;
  };
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50.00' });
  return {
    table,
    market: { app, cold: createOrderfolio({ store, warmForMs: 0 }), newUser, newAsset, nextKey: () => `key ${++made}` },
  };
}

interface Sample {
  readonly rate: number;
  readonly requests: number;
}

async function sample(work: Work, delay: number): Promise<Sample> {
  const { table, market } = await openMarket();
  const run = await work.prepare(market);
  table.delay = delay;
  table.requests = 0;
  const started = performance.now();
  const commands = await run();
  return { rate: (commands * 1_000) / (performance.now() - started), requests: table.requests / commands };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      delay: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '5' },
      orders: { type: 'string', default: '1000' },
      help: { type: 'boolean' },
    },
  });
  const [delay, rounds, orders] = [Number(values.delay), Number(values.rounds), Number(values.orders)];
  if (values.help || ![delay, rounds, orders].every((value) => Number.isInteger(value) && value > 0)) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const samples = new Map<Work, Sample[]>(works(orders).map((work) => [work, []]));
  for (let round = 0; round < rounds; round++)
    for (const [work, ofWork] of samples) ofWork.push(await sample(work, delay));
  const [cold = []] = samples.values();
  process.stdout.write(`Node ${process.versions.node}, ${availableParallelism()} CPUs, ${delay} ms a request\n\n`);
  process.stdout.write(
    `${'command'.padEnd(38)}${'rate'.padStart(8)}${'ratio'.padStart(8)}${'min'.padStart(7)}${'max'.padStart(7)}${'requests'.padStart(10)}\n`,
  );
  for (const [{ name }, ofWork] of samples) {
    const ratios = ofWork.map(({ rate }, round) => rate / (cold[round]?.rate ?? Number.NaN));
    const figures = [
      median(ofWork.map(({ rate }) => rate))
        .toFixed(0)
        .padStart(8),
      median(ratios).toFixed(1).padStart(8),
      Math.min(...ratios)
        .toFixed(1)
        .padStart(7),
      Math.max(...ratios)
        .toFixed(1)
        .padStart(7),
      median(ofWork.map(({ requests }) => requests))
        .toFixed(3)
        .padStart(10),
    ];
    process.stdout.write(`${name.padEnd(38)}${figures.join('')}\n`);
  }
  process.stdout.write(EXPLANATION);
}

await main();
