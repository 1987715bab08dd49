import { randomBytes } from 'node:crypto';
import type { Clock, Orderfolio, Store } from '@orderfolio/domain';
import {
  AuditLogger,
  type Authentication,
  createAuthentication,
  PasswordManager,
  TokenManager,
} from '@orderfolio/security';
import { pino } from 'pino';

/** Cheap enough for a demo that is to start at once. A service leaves the default. */
const COST = 10;

/** Where users register and log in. A service gives the logger that it writes its other lines with. */
export function openFrontDesk(app: Orderfolio, store: Store, clock: Clock): Authentication {
  const tokens = new TokenManager({ issuer: 'demo', audience: 'demo', secret: randomBytes(32), clock });
  const logger = pino({}, { write: () => undefined });
  const audit = new AuditLogger({ logger, clock });
  const passwords = new PasswordManager({ cost: COST });
  return createAuthentication({ app, store, passwords, tokens, audit, clock, keepAuditTrail: true });
}
