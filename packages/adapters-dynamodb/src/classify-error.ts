import { ConfigurationInvalidError, DomainError, StorageFailedError } from '@orderfolio/domain';

/**
 * The fate of a failed request's writes. `transient`: nothing was written, and a later try may succeed. `unsure`: it
 * may have been written. `final`: nothing was written, and another try will not help.
 */
export type Disposition = 'transient' | 'unsure' | 'final';

type Misconfigured = 'tableName' | 'credentials' | 'clientConfig';

interface Fault {
  readonly disposition: Disposition;
  readonly reason: string;
  /** The option to correct, if the configuration is wrong. */
  readonly field?: Misconfigured;
}

const transient = (reason: string): Fault => ({ disposition: 'transient', reason });
const unsure = (reason: string): Fault => ({ disposition: 'unsure', reason });
const final = (reason: string): Fault => ({ disposition: 'final', reason });
const misconfigured = (field: Misconfigured, reason: string): Fault => ({
  disposition: 'final',
  reason,
  field,
});

const THROTTLED = transient('DynamoDB throttled the request: the table, an index or one key takes too many');
const DENIED = misconfigured('credentials', 'are not accepted: check the key, its secret, the Region and the clock');
const NO_RIGHT = misconfigured('credentials', 'lack the right to do this: see docs/dynamodb-table.md for the policy');
const EXPIRED = misconfigured('credentials', 'have expired: renew them, or let the adapter assume a role');
const NO_ENDPOINT = misconfigured('clientConfig', 'has an endpoint that is no URL');
const NO_CREDENTIALS = misconfigured('credentials', 'cannot be found: give clientConfig.credentials, or a profile');
const UNREACHABLE = transient(
  'the endpoint cannot be reached: check the network, the Region and clientConfig.endpoint',
);
const LOST = unsure('the connection was lost before the reply came');
const TOO_LATE = unsure('no reply came in time');
const BROKEN = unsure('DynamoDB failed');
const TOO_LARGE = final('the item would pass 400 KB, the most that DynamoDB stores: shorten its texts');

/** Names of exceptions, and codes of system errors. Source: the API reference of DynamoDB, "Common Errors". */
const FAULTS: Readonly<Record<string, Fault>> = {
  ThrottlingException: THROTTLED,
  ProvisionedThroughputExceededException: THROTTLED,
  RequestLimitExceeded: THROTTLED,
  LimitExceededException: THROTTLED,
  TransactionConflictException: transient('another transaction held the item'),
  ReplicatedWriteConflictException: transient('another Region was writing the item'),
  InternalServerError: BROKEN,
  InternalFailure: BROKEN,
  ServiceUnavailable: BROKEN,
  ServiceUnavailableException: BROKEN,
  TransactionInProgressException: unsure('the same commit is still under way'),
  TimeoutError: TOO_LATE,
  AbortError: TOO_LATE,
  ETIMEDOUT: TOO_LATE,
  ECONNRESET: LOST,
  EPIPE: LOST,
  ECONNABORTED: LOST,
  ECONNREFUSED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ResourceNotFoundException: misconfigured('tableName', 'names a table or index that does not exist: see createTable'),
  ResourceInUseException: misconfigured('tableName', 'names a table that exists already'),
  AccessDeniedException: NO_RIGHT,
  UnrecognizedClientException: DENIED,
  InvalidSignatureException: DENIED,
  IncompleteSignatureException: DENIED,
  MissingAuthenticationTokenException: DENIED,
  InvalidClientTokenId: DENIED,
  ExpiredTokenException: EXPIRED,
  ExpiredToken: EXPIRED,
  CredentialsProviderError: NO_CREDENTIALS,
  ERR_INVALID_URL: NO_ENDPOINT,
  ItemCollectionSizeLimitExceededException: final('the items of one partition would pass 10 GB'),
  TrimmedDataAccessException: final('the stream no longer has what follows the position'),
  ExpiredIteratorException: final('the iterator of the stream has expired'),
  IdempotentParameterMismatchException: final('the token was used for another commit'),
};

/** The codes of `CancellationReasons` beside None and ConditionalCheckFailed. Source: TransactWriteItems, API reference. */
const INVALID = final('DynamoDB finds an item invalid');
const REASONS: Readonly<Record<string, Fault>> = {
  TransactionConflict: transient('another transaction held one of the items'),
  ProvisionedThroughputExceeded: THROTTLED,
  ThrottlingError: THROTTLED,
  ItemCollectionSizeLimitExceeded: final('the items of one partition would pass 10 GB'),
  ValidationError: INVALID,
};

/** The SDK's error as an error of the domain. Pure. An error that it does not know becomes STORAGE_FAILED with its cause. */
export function classifyError(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  const { disposition, reason, field } = faultOf(cause);
  if (field !== undefined) return new ConfigurationInvalidError({ field, rule: reason }, { cause });
  return new StorageFailedError({ reason, retryable: disposition !== 'final' }, { cause });
}

export function dispositionOf(cause: unknown): Disposition {
  return faultOf(cause).disposition;
}

/** True if no reply came in time. */
export function isTimeout(cause: unknown): boolean {
  return faultOf(cause) === TOO_LATE;
}

/** True if DynamoDB remembers the token for another content. */
export function isTokenMismatch(cause: unknown): boolean {
  return wordsOf(cause).includes('IdempotentParameterMismatchException');
}

/** True for a condition of a single write that did not hold. */
export function isRefusal(cause: unknown): boolean {
  return wordsOf(cause).includes('ConditionalCheckFailedException');
}

/** True if the stream no longer has what follows a position, or the shard or the stream is gone. */
export function isTrimmed(cause: unknown): boolean {
  const words = wordsOf(cause);
  return words.includes('TrimmedDataAccessException') || words.includes('ResourceNotFoundException');
}

/** True for an iterator that was not used for a while. */
export function isExpiredIterator(cause: unknown): boolean {
  return wordsOf(cause).includes('ExpiredIteratorException');
}

/** A condition of a transaction that did not hold: the position of its action, and the item that is there instead. */
export interface Refused {
  readonly position: number;
  readonly item: unknown;
}

/** The conditions that did not hold. None if the transaction failed for a permanent reason, or for any other. */
export function refusalsOf(cause: unknown): readonly Refused[] {
  const reasons = reasonsOf(cause);
  if (reasons.some(({ Code }) => faultOfReason(Code)?.disposition === 'final')) return [];
  return reasons.flatMap(({ Code, Item }, position) =>
    Code === 'ConditionalCheckFailed' ? [{ position, item: Item }] : [],
  );
}

function faultOf(cause: unknown): Fault {
  // The error says itself what it means: for example, the store was closed.
  if (cause instanceof DomainError) return final(cause.message);
  const reasons = reasonsOf(cause);
  if (reasons.length > 0) return faultOfReasons(reasons);
  const words = wordsOf(cause);
  if (words.includes('ValidationException')) return invalid(messageOf(cause));
  const known = words.map((word) => FAULTS[word]).find((fault) => fault !== undefined);
  if (known !== undefined) return known;
  // Without a status there was no intelligible reply. A refusal by DynamoDB has a status below 500.
  const status = statusOf(cause);
  return { disposition: status !== undefined && status < 500 ? 'final' : 'unsure', reason: messageOf(cause) };
}

/** A permanent reason beats a condition, a condition beats a transient one. */
function faultOfReasons(reasons: readonly Reason[]): Fault {
  const faults = reasons.flatMap(({ Code, Message }) => {
    const fault = faultOfReason(Code);
    return fault === INVALID ? [invalid(Message)] : (fault ?? []);
  });
  return (
    faults.find(({ disposition }) => disposition === 'final') ??
    (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed') ? final('a condition did not hold') : undefined) ??
    faults[0] ??
    final('DynamoDB gave no reason')
  );
}

function faultOfReason(code: string): Fault | undefined {
  if (code === 'None' || code === 'ConditionalCheckFailed') return undefined;
  return REASONS[code] ?? final(code);
}

function invalid(message: string): Fault {
  if (/item size/i.test(message)) return TOO_LARGE;
  return final(`DynamoDB finds the request invalid: ${message}`);
}

interface Reason {
  readonly Code: string;
  readonly Message: string;
  readonly Item: unknown;
}

function reasonsOf(cause: unknown): readonly Reason[] {
  const reasons = propertyOf(cause, 'CancellationReasons');
  if (!Array.isArray(reasons)) return [];
  return reasons.map((reason: unknown) => ({
    Code: String(propertyOf(reason, 'Code') ?? 'None'),
    Message: String(propertyOf(reason, 'Message') ?? ''),
    Item: propertyOf(reason, 'Item'),
  }));
}

/** The name and the code of an error, and those of the errors that it wraps. */
function wordsOf(cause: unknown): string[] {
  const words = [propertyOf(cause, 'name'), propertyOf(cause, 'code')].filter((word) => typeof word === 'string');
  const inner = propertyOf(cause, 'errors');
  return Array.isArray(inner) ? [...words, ...inner.flatMap(wordsOf)] : words;
}

function statusOf(cause: unknown): number | undefined {
  const status = propertyOf(propertyOf(cause, '$metadata'), 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function messageOf(cause: unknown): string {
  const message = propertyOf(cause, 'message');
  if (typeof message === 'string') return message;
  return cause !== null && (typeof cause === 'object' || typeof cause === 'function')
    ? `${typeof cause} thrown`
    : String(cause);
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
