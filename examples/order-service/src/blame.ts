import { DomainError } from '@orderfolio/domain';
import { BadEnvironmentError } from './config.ts';

/** The variables that refused fields come from. */
const VARIABLES: Readonly<Record<string, string>> = {
  secret: 'TOKEN_SECRET',
  issuer: 'TOKEN_ISSUER',
  filename: 'DATABASE',
  tableName: 'DYNAMODB_TABLE',
  clientConfig: 'DYNAMODB_ENDPOINT or AWS_REGION',
  username: 'ADMIN_USERNAME',
  password: 'ADMIN_PASSWORD',
  email: 'ADMIN_EMAIL',
  port: 'PORT',
  hostname: 'HOST',
  trustProxy: 'TRUST_PROXY',
};

/** The system's errors if a service cannot listen. */
const CANNOT_LISTEN: Readonly<Record<string, string>> = {
  EADDRINUSE: 'PORT: is taken by another process: stop that, or choose another',
  EACCES: 'PORT: may not be opened by this user: choose one above 1023',
  EADDRNOTAVAIL: 'HOST: is no address of this machine',
  ENOTFOUND: 'HOST: is not known to this machine',
  EAI_AGAIN: 'HOST: is not known to this machine',
};

/**
 * A line for each variable of the environment that a service cannot be started with. Undefined for another error. While
 * it starts, all its settings come from the environment.
 */
export function blame(error: unknown): string | undefined {
  if (error instanceof BadEnvironmentError) return error.message;
  if (error instanceof DomainError) return linesOf(error).join('\n');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CANNOT_LISTEN[code];
}

function linesOf(error: DomainError): readonly string[] {
  switch (error.code) {
    case 'INVALID_CREDENTIALS':
      return ['ADMIN_PASSWORD: is not that of the user whom ADMIN_USERNAME names'];
    case 'ALREADY_EXISTS':
      return ['ADMIN_EMAIL: is that of another user'];
    case 'STORAGE_FAILED':
      return [`DATABASE or DYNAMODB_TABLE: cannot be used: ${error.message}`];
    default:
      return brokenRules(error).map(({ field, rule }) => `${VARIABLES[field.split('.')[0] ?? ''] ?? field}: ${rule}`);
  }
}

interface BrokenRule {
  readonly field: string;
  readonly rule: string;
}

function brokenRules(error: DomainError): readonly BrokenRule[] {
  if ('issues' in error && Array.isArray(error.issues)) return error.issues;
  if ('field' in error && 'rule' in error) return [{ field: String(error.field), rule: String(error.rule) }];
  return [{ field: error.code, rule: error.message }];
}
