import { randomBytes } from 'node:crypto';
import {
  AuditLogger,
  type Authentication,
  createAuthentication,
  PasswordManager,
  TokenManager,
} from '@orderfolio/security';
import { pino } from 'pino';
import { readAuditKeys } from './audit-keys.ts';
import type { OpenStore } from './store.ts';
import type { Terminal } from './terminal.ts';

/**
 * Authentication for an operator's actions. Each event is a line of JSON on the standard error, and also in the store's trail if
 * `keepAuditTrail` says so.
 */
export function authenticationOver(
  { app, store }: OpenStore,
  terminal: Terminal,
  keepAuditTrail: boolean,
): Authentication {
  // No token is issued here, so the service's secret is not needed.
  const secret = randomBytes(32).toString('base64');
  const [chainKey] = readAuditKeys(terminal);
  const logger = pino({ base: { source: 'orderfolio cli' } }, terminal.stderr);
  return createAuthentication({
    app,
    store,
    passwords: new PasswordManager({ cost: 12 }),
    tokens: new TokenManager({ issuer: 'http://localhost', audience: 'orderfolio-cli', secret }),
    audit: new AuditLogger({ logger, chainKey }),
    keepAuditTrail,
  });
}
