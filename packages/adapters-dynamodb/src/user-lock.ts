import { isDecimal, StorageFailedError } from '@orderfolio/domain';
import type { Fence, LockAttempt, LockTable } from '@orderfolio/domain/adapter';
import { classifyError, isRefusal } from './classify-error.ts';
import type { Connection } from './connection.ts';
import { lockKey } from './item-key.ts';
import { attributeOf } from './mappers/mapper.ts';

/** A lease that has ended, whatever the clock says. */
const ENDED = ' ';

/** The locks: an item per user, never deleted, so that its fence only grows. */
export class DynamoDbLockTable implements LockTable {
  readonly #connection: Connection;
  readonly #newId: () => string;

  constructor(connection: Connection, newId: () => string) {
    this.#connection = connection;
    this.#newId = newId;
  }

  async take({ username, operation, now, latestEnd, expiresAt }: LockAttempt): Promise<number | undefined> {
    // If the reply gets lost and the next try finds the lock taken, this tells that this attempt has taken it.
    const attempt = this.#newId();
    const outcome = await this.#connection.update({
      Key: lockKey(username),
      UpdateExpression:
        'SET fence = if_not_exists(fence, :none) + :one, #operation = :operation, expiresAt = :expiresAt, attempt = :attempt',
      ConditionExpression: 'attribute_not_exists(fence) OR expiresAt <= :now OR expiresAt > :latestEnd',
      ExpressionAttributeNames: { '#operation': 'operation' },
      ExpressionAttributeValues: {
        ':none': 0,
        ':one': 1,
        ':operation': operation,
        ':expiresAt': expiresAt,
        ':attempt': attempt,
        ':now': now,
        ':latestEnd': latestEnd,
      },
      ReturnValues: 'ALL_NEW',
    });
    if (outcome.ended === 'answered') return fenceIn(outcome.result.attributes);
    if (!isRefusal(outcome.cause)) throw classifyError(outcome.cause);
    return outcome.unsure ? this.#findGrant(username, attempt) : undefined;
  }

  async #findGrant(username: string, attempt: string): Promise<number | undefined> {
    const [item] = await this.#connection.get([lockKey(username)]);
    return item !== undefined && attributeOf(item, 'attempt') === attempt ? fenceIn(item) : undefined;
  }

  extend(fence: Fence, expiresAt: string): Promise<boolean> {
    return this.#setLease(fence, expiresAt, 'fence = :fence AND expiresAt <> :ended');
  }

  async free(fence: Fence): Promise<void> {
    await this.#setLease(fence, ENDED, 'fence = :fence');
  }

  async #setLease({ username, fence }: Fence, expiresAt: string, condition: string): Promise<boolean> {
    const outcome = await this.#connection.update({
      Key: lockKey(username),
      UpdateExpression: 'SET expiresAt = :expiresAt',
      ConditionExpression: condition,
      ExpressionAttributeValues: {
        ':fence': fence,
        ':expiresAt': expiresAt,
        ...(expiresAt !== ENDED && { ':ended': ENDED }),
      },
    });
    if (outcome.ended === 'answered') return true;
    if (isRefusal(outcome.cause)) return false;
    throw classifyError(outcome.cause);
  }
}

function fenceIn({ fence }: Readonly<Record<string, unknown>>): number {
  if (isDecimal(fence)) return Number(fence.toString());
  throw new StorageFailedError({ reason: 'the lock of the user holds no fence', retryable: false });
}
