import { classifyError } from '@orderfolio/adapters-dynamodb';
import { ValidationError } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { dispositionOf, isTimeout, refusalsOf } from '../src/classify-error.ts';

const named = (name: string, more: object = {}): Error => Object.assign(new Error('the message'), { name, ...more });
const cancelled = (...codes: readonly string[]): Error =>
  named('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code, Message: 'the rule' })) });

test.each<[string, Error, string, object]>([
  ['throttling', named('ThrottlingException'), 'transient', { code: 'STORAGE_FAILED', retryable: true }],
  ['a hot key', named('ProvisionedThroughputExceededException'), 'transient', { code: 'STORAGE_FAILED' }],
  ['a conflict on one item', named('TransactionConflictException'), 'transient', { retryable: true }],
  ['a conflict in a transaction', cancelled('None', 'TransactionConflict'), 'transient', { retryable: true }],
  ['throttling in a transaction', cancelled('ThrottlingError'), 'transient', { retryable: true }],
  ['an endpoint that is not there', named('Error', { code: 'ECONNREFUSED' }), 'transient', { retryable: true }],
  ['a name that is not known', named('Error', { code: 'ENOTFOUND' }), 'transient', { retryable: true }],
  [
    'both addresses refused',
    named('AggregateError', { errors: [named('Error', { code: 'ECONNREFUSED' })] }),
    'transient',
    {},
  ],
  ['a lost connection', named('Error', { code: 'ECONNRESET' }), 'unsure', { retryable: true }],
  ['a reply that is late', named('TimeoutError'), 'unsure', { reason: 'no reply came in time' }],
  ['a request that was ended', named('AbortError'), 'unsure', { reason: 'no reply came in time' }],
  ['a failure of DynamoDB', named('InternalServerError'), 'unsure', { retryable: true }],
  ['a failure without a name', named('Unknown', { $metadata: { httpStatusCode: 503 } }), 'unsure', {}],
  ['a commit that is under way', named('TransactionInProgressException'), 'unsure', { retryable: true }],
  ['a reply that makes no sense', new SyntaxError('Unexpected token'), 'unsure', { code: 'STORAGE_FAILED' }],
  [
    'a missing table',
    named('ResourceNotFoundException'),
    'final',
    { code: 'CONFIGURATION_INVALID', field: 'tableName' },
  ],
  ['missing rights', named('AccessDeniedException'), 'final', { code: 'CONFIGURATION_INVALID', field: 'credentials' }],
  [
    'a wrong key',
    named('UnrecognizedClientException'),
    'final',
    { code: 'CONFIGURATION_INVALID', field: 'credentials' },
  ],
  ['a wrong secret', named('InvalidSignatureException'), 'final', { field: 'credentials' }],
  ['old credentials', named('ExpiredTokenException'), 'final', { field: 'credentials' }],
  ['no credentials', named('CredentialsProviderError'), 'final', { field: 'credentials' }],
  ['a token of another commit', named('IdempotentParameterMismatchException'), 'final', { retryable: false }],
  ['a full partition', cancelled('ItemCollectionSizeLimitExceeded'), 'final', { retryable: false }],
  [
    'an invalid item',
    cancelled('ValidationError'),
    'final',
    { reason: 'DynamoDB finds the request invalid: the rule' },
  ],
  ['a condition', cancelled('ConditionalCheckFailed'), 'final', { reason: 'a condition did not hold' }],
  ['what is new to this release', cancelled('SomethingNew'), 'final', { reason: 'SomethingNew' }],
  ['another refusal', named('Odd', { $metadata: { httpStatusCode: 400 } }), 'final', { reason: 'the message' }],
])('%s', (_what, cause, disposition, facts) => {
  expect(dispositionOf(cause)).toBe(disposition);
  expect(classifyError(cause)).toMatchObject({ ...facts, cause });
});

test('a large item is said to be one, in a transaction or not', () => {
  const message = 'Item size has exceeded the maximum allowed size';
  const reason = expect.stringContaining('400 KB');
  expect(classifyError(Object.assign(new Error(message), { name: 'ValidationException' }))).toMatchObject({ reason });
  const inTransaction = named('TransactionCanceledException', {
    CancellationReasons: [{ Code: 'ValidationError', Message: message }],
  });
  expect(classifyError(inTransaction)).toMatchObject({ reason, retryable: false });
});

test('a permanent reason beats a condition, and a condition one that passes', () => {
  const item = { pk: { S: 'USER#ada_01' } };
  expect(refusalsOf(cancelled('ConditionalCheckFailed', 'ValidationError'))).toEqual([]);
  expect(dispositionOf(cancelled('TransactionConflict', 'ValidationError'))).toBe('final');
  expect(dispositionOf(cancelled('TransactionConflict', 'ConditionalCheckFailed'))).toBe('final');
  const cause = named('TransactionCanceledException', {
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: item },
      { Code: 'TransactionConflict' },
    ],
  });
  expect(refusalsOf(cause)).toEqual([{ position: 1, item }]);
});

test('only a wait that was waited out is a timeout', () => {
  expect(isTimeout(named('TimeoutError'))).toBe(true);
  expect(isTimeout(named('ThrottlingException'))).toBe(false);
});

test('an error of the domain stays what it is', () => {
  const error = new ValidationError({ field: 'amount', rule: 'must be greater than zero' });
  expect(classifyError(error)).toBe(error);
});
