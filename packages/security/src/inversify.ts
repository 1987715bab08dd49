import type { Observer } from '@orderfolio/domain';
import { TOKENS, token } from '@orderfolio/domain/inversify';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { Logger } from 'pino';
import {
  AuditLogger,
  type AuditOptions,
  type Authentication,
  type AuthenticationPolicy,
  createAuthentication,
  PasswordManager,
  type PasswordOptions,
  TokenManager,
  type TokenOptions,
} from './index.ts';

interface SecurityTokens {
  readonly PasswordManager: ServiceIdentifier<PasswordManager>;
  readonly TokenManager: ServiceIdentifier<TokenManager>;
  readonly AuditLogger: ServiceIdentifier<AuditLogger>;
  readonly Authentication: ServiceIdentifier<Authentication>;
}

/** The tokens of this package, in addition to the domain's `TOKENS`. Each has its type. */
export const SECURITY_TOKENS: SecurityTokens = Object.freeze<SecurityTokens>({
  PasswordManager: token('security/PasswordManager'),
  TokenManager: token('security/TokenManager'),
  AuditLogger: token('security/AuditLogger'),
  Authentication: token('security/Authentication'),
});

/** The configuration of the container module. */
export interface SecurityConfig {
  /** Issuer, audience, and a secret or keys: the options of a `TokenManager`, except the clock and the ids. */
  readonly tokens: TokenOptions;
  /** The service's pino logger. */
  readonly logger: Pick<Logger, 'child'>;
  /** Secrets that must appear in no line of the trail. */
  readonly secrets?: readonly string[] | undefined;
  /** The key of the kept trail, and the fallback for records that the logger threw at: see `AuditOptions`. */
  readonly audit?: Pick<AuditOptions, 'chainKey' | 'fallback'> | undefined;
  readonly passwords?: PasswordOptions | undefined;
  readonly policy?: AuthenticationPolicy | undefined;
  readonly keepAuditTrail?: boolean | undefined;
  readonly observe?: Observer | undefined;
}

/**
 * Passwords, tokens, the audit trail and authentication, for a container that also loads the domain's module and an adapter's. The clock,
 * the ids, the timer and the store come from the container. The store opens asynchronously, so call
 * `container.getAsync(SECURITY_TOKENS.Authentication)`.
 */
export function securityModule(config: SecurityConfig): ContainerModule {
  const { logger, secrets, policy, keepAuditTrail, observe } = config;
  return new ContainerModule(({ bind }) => {
    bind(SECURITY_TOKENS.PasswordManager)
      .toDynamicValue(() => new PasswordManager(config.passwords))
      .inSingletonScope();
    bind(SECURITY_TOKENS.TokenManager)
      .toResolvedValue(
        (clock, ids) =>
          new TokenManager({ ...config.tokens, clock: config.tokens.clock ?? clock, ids: config.tokens.ids ?? ids }),
        [TOKENS.Clock, TOKENS.IdGenerator],
      )
      .inSingletonScope();
    bind(SECURITY_TOKENS.AuditLogger)
      .toResolvedValue((clock) => new AuditLogger({ ...config.audit, logger, secrets, clock }), [TOKENS.Clock])
      .inSingletonScope();
    bind(SECURITY_TOKENS.Authentication)
      .toResolvedValue(
        (app, store, clock, ids, timer, passwords, tokens, audit) =>
          createAuthentication({
            app,
            store,
            clock,
            ids,
            timer,
            passwords,
            tokens,
            audit,
            policy,
            keepAuditTrail,
            observe,
          }),
        [
          TOKENS.Orderfolio,
          TOKENS.Store,
          TOKENS.Clock,
          TOKENS.IdGenerator,
          TOKENS.Timer,
          SECURITY_TOKENS.PasswordManager,
          SECURITY_TOKENS.TokenManager,
          SECURITY_TOKENS.AuditLogger,
        ],
      )
      .inSingletonScope();
  });
}
