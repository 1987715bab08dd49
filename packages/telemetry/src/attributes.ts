/** Names of the semantic conventions: stable, except that of the capacity. */
export const ERROR_TYPE = 'error.type';
export const SYSTEM = 'db.system.name';
export const OPERATION = 'db.operation.name';
export const COLLECTION = 'db.collection.name';
export const DB_STATUS = 'db.response.status_code';
export const CONSUMED_CAPACITY = 'aws.dynamodb.consumed_capacity';
export const METHOD = 'http.request.method';
export const ROUTE = 'http.route';
export const HTTP_STATUS = 'http.response.status_code';

/** The names of Orderfolio, where the conventions have none. */
export const COMMAND = 'orderfolio.command.name';
export const OUTCOME = 'orderfolio.command.outcome';
export const COMMAND_TRIES = 'orderfolio.command.tries';
export const CODE = 'orderfolio.code';
export const BATCH_SIZE = 'orderfolio.batch.size';
export const BATCH_TRIES = 'orderfolio.batch.tries';
export const TRIED_ON = 'orderfolio.try.on';
export const CHANGES = 'orderfolio.commit.changes';
export const SENT = 'orderfolio.commit.sent';
export const COMMITS = 'orderfolio.request.commits';
export const LOCK_TRIES = 'orderfolio.lock.tries';
export const UNITS = 'orderfolio.capacity.kind';
export const CONSUMER = 'orderfolio.consumer.name';
export const SHARD = 'orderfolio.consumer.shard';

/** The value of `error.type` for an error without a name. */
export const OTHER = '_OTHER';
