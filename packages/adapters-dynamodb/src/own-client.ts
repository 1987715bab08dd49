import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConfigurationInvalidError } from '@orderfolio/domain';

/** The option that the client came by: what to mend when it cannot be used. */
export type ClientSource = 'client' | 'clientConfig';

/**
 * The client, with a copy of its configuration and of its middleware: the store neither changes what others share, nor is
 * changed by them. A document client writes its options into the configuration of the client that it is made from: one
 * that the caller makes of the same client would overwrite ours, and amounts lose their digits. The retries of the SDK are
 * left out: they hide that a commit, or a lock, may have been stored by an earlier try.
 * CONFIGURATION_INVALID for what is no client of DynamoDB, of whichever copy of the SDK.
 */
export function ownClient(client: DynamoDBClient, source: ClientSource): DynamoDBClient {
  const { config, middlewareStack } = client;
  const isClient = typeof config === 'object' && typeof middlewareStack?.clone === 'function';
  if (!isClient || (config.serviceId !== undefined && config.serviceId !== 'DynamoDB')) {
    const rule = 'must be a DynamoDBClient of version 3 of the AWS SDK';
    throw new ConfigurationInvalidError({ field: source, rule });
  }
  const ownStack = middlewareStack.clone();
  // In the place of the SDK's own of this name, after which others stand: it passes on what comes, once.
  ownStack.add((next) => (request) => next(request), {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  return Object.create(client, {
    // The cache keeps what was made of another stack.
    config: { value: { ...config, cacheMiddleware: false } },
    middlewareStack: { value: ownStack },
  });
}

/** CONFIGURATION_INVALID for a client that knows no Region: the SDK would say so at each request, in words of its own. */
export async function requireRegion({ config }: DynamoDBClient, source: ClientSource): Promise<void> {
  try {
    await config.region();
  } catch (cause) {
    const rule = 'has no AWS Region: give clientConfig.region, or set AWS_REGION';
    throw new ConfigurationInvalidError({ field: source, rule }, { cause });
  }
}
