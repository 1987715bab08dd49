export { classifyError } from './classify-error.ts';
export type { AssumeRole, DynamoDbConfig } from './config.ts';
export { openDynamoDb } from './open.ts';
export { createTable, describeTable, type TableAccess, type TableReport, tableDefinition } from './schema.ts';
