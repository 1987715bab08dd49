import { createHttpApi } from '@orderfolio/http';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import * as z from 'zod';
import { handlerOf, openGround } from './lambda.ts';

const { TOKEN_SECRET: secret, TOKEN_ISSUER: issuer } = z
  .object({ TOKEN_SECRET: z.string(), TOKEN_ISSUER: z.url() })
  .parse(process.env);

const { app, store, logger } = await openGround();
const tokens = new TokenManager({ issuer, audience: 'orders', secret });
const audit = new AuditLogger({ logger, secrets: [secret] });
const auth = createAuthentication({ app, store, passwords: new PasswordManager({ cost: 12 }), tokens, audit });

/** A function with its own accounts: it registers users, logs them in, and verifies its own tokens. */
export const handler = handlerOf(createHttpApi({ app, auth, tokens, store, logger, audit, events: false }));
