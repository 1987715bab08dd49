export { classifyError } from './classify-error.ts';
export type { AssumeRole, DynamoDbConfig, TableAccess } from './config.ts';
export { eventsFromStream, type StreamBatch, type StreamEvents } from './events-from-stream.ts';
export { openDynamoDb } from './open.ts';
export { createTable, describeTable, type TableReport, tableDefinition } from './schema.ts';
export { migrateTable, type TableMigration, type TableMigrationOptions } from './users-migration.ts';
