import { randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import type { Service } from './service.ts';

/** The settings of a trial: a store in memory, and a new secret. The environment may say otherwise. */
export function trialEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    DATABASE: ':memory:',
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'warn',
    ...environment,
  };
}

/** Makes an asset to trade and a customer with cash. Returns how to try the service with them. */
export async function prepareTrial({ app, auth, url }: Service, config: Config): Promise<string> {
  const username = `trader_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64');
  const [bitcoin] = await app.assets.getMany(['BTC']);
  if (bitcoin === undefined) {
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
  }
  await auth.register({ username, email: `${username}@example.com`, firstName: 'A', lastName: 'Trader', password });
  await app.funds.deposit({ username, amount: '10000.00' });
  const { accessToken } = await auth.authenticateUser({ username, password });
  return `
The service listens at ${url}, its documents are at ${url}/docs.

The console is at ${url}/console. ${username}, who has 10,000 dollars, logs in with the password ${password}

A token of ${username}, for a quarter of an hour:

    TOKEN=${accessToken}

Buy a hundredth of a bitcoin, look at what you own, and let an order wait for a better price:

    curl ${url}/v1/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H 'Idempotency-Key: first' -d '{"orderType":"MARKET_BUY","assetId":"BTC","quantity":"0.01"}'
    curl ${url}/v1/portfolio -H "Authorization: Bearer $TOKEN"
    curl ${url}/v1/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"orderType":"LIMIT_BUY","assetId":"BTC","quantity":"0.02","limitPrice":"48000.00"}'

${whereItIs(config)} Ctrl-C stops it.
`;
}

/** A person who has named a store finds there what the trial has made. */
function whereItIs({ DATABASE, DYNAMODB_TABLE }: Config): string {
  if (DYNAMODB_TABLE !== undefined) return `Everything is in the table ${DYNAMODB_TABLE}, and stays.`;
  if (DATABASE === ':memory:') return 'Everything is in memory, and gone at the end.';
  return `Everything is in ${DATABASE}, and stays.`;
}
