import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConfigurationInvalidError } from '@orderfolio/domain';

/** The option that gave the client: the one to correct if it cannot be used. */
export type ClientSource = 'client' | 'clientConfig';

/**
 * The client, with a copy of its configuration and of its middleware. So the store does not change what others share, and they do not
 * change the store. A document client writes its options into the configuration of the client that it is made from. If the caller made
 * one of the same client, it would overwrite ours, and amounts would lose their digits. The copy has no SDK retries: they hide that an
 * earlier try may have stored a commit or a lock. CONFIGURATION_INVALID if this is not a DynamoDB client of any copy of the SDK.
 */
export function ownClient(client: DynamoDBClient, source: ClientSource): DynamoDBClient {
  const { config, middlewareStack } = client;
  const isClient = typeof config === 'object' && typeof middlewareStack?.clone === 'function';
  if (!isClient || (config.serviceId !== undefined && config.serviceId !== 'DynamoDB')) {
    const rule = 'must be a DynamoDBClient of version 3 of the AWS SDK';
    throw new ConfigurationInvalidError({ field: source, rule });
  }
  const ownStack = middlewareStack.clone();
  // It replaces the SDK's step of this name, which others refer to. It passes each request on once.
  ownStack.add((next) => (request) => next(request), {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  return Object.create(client, {
    // The cache holds a handler of another stack.
    config: { value: { ...config, cacheMiddleware: false } },
    middlewareStack: { value: ownStack },
  });
}

/** CONFIGURATION_INVALID for a client without a Region. The SDK would only say so at each request, in its own words. */
export async function requireRegion({ config }: DynamoDBClient, source: ClientSource): Promise<void> {
  try {
    await config.region();
  } catch (cause) {
    const rule = 'has no AWS Region: give clientConfig.region, or set AWS_REGION';
    throw new ConfigurationInvalidError({ field: source, rule }, { cause });
  }
}
