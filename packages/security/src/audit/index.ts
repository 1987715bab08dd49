export type {
  AuditEventName,
  AuditFacts,
  AuditInput,
  AuditRecord,
  AuditSource,
  LoginFailure,
  MailedTokenRefusal,
  PasswordRefusal,
  RefreshRefusal,
  RevocationReason,
} from './audit-event.ts';
export { AuditLogger, type AuditOptions, type ChainPlace, type PreparedRecord } from './audit-logger.ts';
export type { ChainedEntry } from './chain-hash.ts';
