import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AssumeRole, Settings } from './config.ts';

/** A connection that is not made within this time will not be. */
const CONNECTION_TIMEOUT_MS = 1_000;

/**
 * The SDK's client as the adapter needs it. It keeps connections alive, has enough of them for a busy service, ends every wait, and does
 * not retry: a retry would hide that a commit may have been stored. `clientConfig` overrides all of this except the retries: see
 * `ownClient`.
 */
export function createClient(
  clientConfig: DynamoDBClientConfig = {},
  assumeRole: AssumeRole | undefined,
  { requestTimeoutMs, maxSockets }: Pick<Settings, 'requestTimeoutMs' | 'maxSockets'>,
): DynamoDBClient {
  const agent = { keepAlive: true, maxSockets };
  return newClient({
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    }),
    ...clientConfig,
    ...(assumeRole !== undefined && { credentials: roleCredentials(assumeRole, clientConfig) }),
  });
}

/** CONFIGURATION_INVALID if the SDK does not accept the configuration. */
function newClient(config: DynamoDBClientConfig): DynamoDBClient {
  try {
    return new DynamoDBClient(config);
  } catch (cause) {
    const rule = `is not what the AWS SDK takes: ${String(cause)}`;
    throw new ConfigurationInvalidError({ field: 'clientConfig', rule }, { cause });
  }
}

/** STS is called in the Region and with the credentials of the table, unless `assumeRole` has its own. */
function roleCredentials(assumeRole: AssumeRole, { region, credentials }: DynamoDBClientConfig) {
  return fromTemporaryCredentials({
    ...(region !== undefined && { clientConfig: { region } }),
    ...(credentials !== undefined && { masterCredentials: credentials }),
    ...assumeRole,
  });
}
