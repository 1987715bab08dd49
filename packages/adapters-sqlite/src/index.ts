export { type BackupOptions, backUp, schemaVersionOf } from './backup.ts';
export { classifyError } from './classify-error.ts';
export type { SqliteConfig } from './config.ts';
export { openSqlite } from './open.ts';
export { SCHEMA_VERSION } from './schema.ts';
