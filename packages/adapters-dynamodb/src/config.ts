import type { DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { type Clock, ConfigurationInvalidError, type IdGenerator, type Observer, type Timer } from '@orderfolio/domain';
import {
  anObject,
  type GuardedObserver,
  guardedObserver,
  hostOf,
  numberFrom,
  type OptionRule,
  type OptionRules,
  oneOf,
  requireOptions,
  wholeNumber,
  withMethod,
} from '@orderfolio/domain/adapter';
import { MOST_SHARDS } from './shard.ts';

/** How to assume a role through STS: its ARN, and the other parameters of `AssumeRole`. The credentials are cached until they expire. */
export type AssumeRole = Parameters<typeof fromTemporaryCredentials>[0];

/** A client, which stays the caller's, or how to make one, which the store then owns and destroys. */
type Source =
  | { readonly client: DynamoDBClient; readonly clientConfig?: never; readonly assumeRole?: never }
  | {
      readonly client?: never;
      /** The configuration of the SDK's client: Region, credentials, endpoint. Default: from the environment. */
      readonly clientConfig?: DynamoDBClientConfig | undefined;
      readonly assumeRole?: AssumeRole | undefined;
    };

/** The table, and how to reach it: your own client, or the configuration for one. */
export type DynamoDbConfig = Source & {
  readonly tableName: string;
  /**
   * `check` (default) describes the table once, so that a missing or wrong table is refused at the start and not in the first command.
   * `trust` sends nothing: it is for credentials that may not describe tables.
   */
  readonly onOpen?: 'check' | 'trust' | undefined;
  /** How long one request may take, in milliseconds. Default 3,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** How long to try again while DynamoDB throttles, fails or does not answer, in milliseconds. Default 5,000. */
  readonly retryForMs?: number | undefined;
  /** The most connections at once, for a client that the store makes. Default 100. */
  readonly maxSockets?: number | undefined;
  /**
   * The number of shards of the indexes of resting orders: a whole number from 1 to 16, the same in every process. Default 1. Raise it if
   * some 1,000 orders a second come to rest, move or end on one asset. Every read of these indexes then takes a request per shard. You
   * may raise it later: first in all processes that apply prices at once. Never lower it while orders rest: those in the dropped shards
   * would not be found.
   */
  readonly triggerShards?: number | undefined;
  /** For the lock's leases, and for health. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Names the writes of the lock, so that a write whose reply was lost is recognised. Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** For every wait. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
  /** Is told of the requests, with the capacity that they consume, and of waits for locks. Default: nobody is. */
  readonly observe?: Observer | undefined;
};

/** The options except the client, with their defaults. */
export interface Settings {
  readonly tableName: string;
  readonly onOpen: 'check' | 'trust';
  readonly requestTimeoutMs: number;
  readonly retryForMs: number;
  readonly maxSockets: number;
  readonly triggerShards: number;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly timer: Timer;
  readonly observer: GuardedObserver | undefined;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The options that name a table. */
const TABLE_NAME: OptionRule = {
  words: 'must be 3 to 255 letters, digits, dots, dashes and underscores, or the ARN of a table',
  allows: (value) => typeof value === 'string' && /^([\w.-]{3,255}|arn:[\w:/.-]+)$/.test(value),
};
/** The options of the client that sends requests. */
const CLIENT: OptionRule = withMethod('send');

const RULES: OptionRules<DynamoDbConfig> = {
  tableName: TABLE_NAME,
  client: CLIENT,
  clientConfig: anObject,
  assumeRole: {
    words: 'must name the role: { params: { RoleArn } }',
    allows: (value) => isObject(value) && 'params' in value && isObject(value.params) && 'RoleArn' in value.params,
  },
  onOpen: oneOf('check', 'trust'),
  requestTimeoutMs: numberFrom(1, 'milliseconds'),
  retryForMs: numberFrom(0, 'milliseconds'),
  maxSockets: numberFrom(1, 'connections'),
  triggerShards: wholeNumber(1, MOST_SHARDS, 'shards'),
  clock: withMethod('now'),
  ids: withMethod('next'),
  timer: withMethod('sleep'),
  observe: anObject,
};

/** Checks the options and fills in the defaults. CONFIGURATION_INVALID, naming the field. */
export function readConfig(config: DynamoDbConfig): Settings {
  requireOptions(config, RULES, ['tableName'], 'config');
  const { tableName, client, clientConfig, assumeRole } = config;
  if (client !== undefined && (clientConfig ?? assumeRole) !== undefined) {
    throw new ConfigurationInvalidError({
      field: 'client',
      rule: 'must not come with clientConfig or assumeRole',
    });
  }
  const { clock, timer, ids } = hostOf(config);
  const {
    onOpen = 'check',
    requestTimeoutMs = 3_000,
    retryForMs = 5_000,
    maxSockets = 100,
    triggerShards = 1,
  } = config;
  const observer = guardedObserver(config.observe);
  return { tableName, onOpen, requestTimeoutMs, retryForMs, maxSockets, triggerShards, clock, ids, timer, observer };
}

/** A table, and a client that reaches it. */
export interface TableAccess {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

const ACCESS: OptionRules<TableAccess> = { client: CLIENT, tableName: TABLE_NAME };

/** CONFIGURATION_INVALID if this is not a client, or not the name of a table. */
export function requireAccess(access: TableAccess): void {
  requireOptions(access, ACCESS, ['client', 'tableName'], 'access');
}
