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

/** Low, so that the demo starts at once. A service keeps the default. */
const COST = 10;

/** Users register and log in here. A service passes the logger of its other lines. */
export function openFrontDesk(app: Orderfolio, store: Store, clock: Clock): Authentication {
  return openOffice(app, store, clock).frontDesk;
}

/** The front desk, and what an API needs beside it. */
export function openOffice(app: Orderfolio, store: Store, clock: Clock) {
  const tokens = new TokenManager({ issuer: 'demo', audience: 'demo', secret: randomBytes(32), clock });
  const logger = pino({}, { write: () => undefined });
  const audit = new AuditLogger({ logger, clock });
  const passwords = new PasswordManager({ cost: COST });
  const frontDesk = createAuthentication({ app, store, passwords, tokens, audit, clock, keepAuditTrail: true });
  return { frontDesk, tokens, audit, logger };
}
