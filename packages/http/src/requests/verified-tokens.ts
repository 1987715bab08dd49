import { type Clock, systemClock, type UserRole } from '@orderfolio/domain';
import type { AccessTokenClaims, TokenManager } from '@orderfolio/security';

/** Some megabytes at most. */
const MOST_KEPT = 5_000;

/**
 * Verifies each token once. A signature stays valid: until the token expires, the same text need not be verified again. Verifying costs
 * as much processor time as the rest of a request. The oldest tokens are forgotten first.
 */
export class VerifiedTokens<Role extends string = UserRole> {
  readonly #tokens: Pick<TokenManager<Role>, 'verifyAccessToken'>;
  readonly #clock: Clock;
  readonly #known = new Map<string, AccessTokenClaims<Role>>();

  constructor(tokens: Pick<TokenManager<Role>, 'verifyAccessToken'>, clock: Clock = systemClock) {
    this.#tokens = tokens;
    this.#clock = clock;
  }

  /** TOKEN_EXPIRED, TOKEN_INVALID. */
  async verify(token: string): Promise<AccessTokenClaims<Role>> {
    const known = this.#known.get(token);
    if (known !== undefined && this.#isCurrent(known)) return known;
    this.#known.delete(token);
    const claims = await this.#tokens.verifyAccessToken(token);
    this.#keep(token, claims);
    return claims;
  }

  /** Near the start and the end of the token's time, the token manager decides. */
  #isCurrent({ iat, nbf, exp }: AccessTokenClaims<Role>): boolean {
    const now = this.#clock.now().getTime() / 1000;
    return iat <= now && nbf <= now && now < exp;
  }

  #keep(token: string, claims: AccessTokenClaims<Role>): void {
    this.#known.set(token, claims);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
  }
}
