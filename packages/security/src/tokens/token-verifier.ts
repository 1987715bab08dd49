import type { Clock } from '@orderfolio/domain';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { TokenExpiredError, TokenInvalidError } from '../errors/token-errors.ts';
import { readCompactToken, readHeader } from './compact-token.ts';
import type { TokenKey, TokenKeys } from './token-keys.ts';

/** How tokens of one purpose are recognised. */
export interface TokenKind<Claims> {
  /** The `typ` of the header. A token that was made for another purpose is refused. */
  readonly typ: string;
  readonly requiredClaims: readonly string[];
  /** The claims, or the name of a claim that is wrong. */
  read(payload: unknown): Claims | string;
}

/** Whose tokens are accepted, for whom, and by which clock. */
export interface VerifierTerms {
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
  readonly toleranceSeconds: number;
}

/** Checks everything about a token: form, header, key, algorithm, signature, every claim. */
export class TokenVerifier {
  readonly #keys: TokenKeys;
  readonly #terms: VerifierTerms;

  constructor(keys: TokenKeys, terms: VerifierTerms) {
    this.#keys = keys;
    this.#terms = terms;
  }

  /** The claims of a token of this kind. TOKEN_EXPIRED, TOKEN_INVALID with the reason. */
  async verify<Claims extends { readonly iat: number }>(token: string, kind: TokenKind<Claims>): Promise<Claims> {
    const { header } = readCompactToken(token);
    const { alg, kid } = readHeader(header, kind.typ);
    const key = this.#keys.get(kid);
    if (key === undefined) throw new TokenInvalidError({ reason: 'UNKNOWN_KEY' });
    if (key.alg !== alg) throw new TokenInvalidError({ reason: 'ALGORITHM' });
    const claims = kind.read(await this.#payloadOf(token, key, kind));
    if (typeof claims === 'string') throw new TokenInvalidError({ reason: 'CLAIM', claim: claims });
    // The standard requires no check of `iat`, but a token from the future is a forgery or comes from a broken clock.
    const { clock, toleranceSeconds } = this.#terms;
    const latest = Math.floor(clock.now().getTime() / 1000) + toleranceSeconds;
    if (claims.iat > latest) throw new TokenInvalidError({ reason: 'CLAIM', claim: 'iat' });
    return claims;
  }

  async #payloadOf(
    token: string,
    { alg, verifyWith }: TokenKey,
    { typ, requiredClaims }: Pick<TokenKind<unknown>, 'typ' | 'requiredClaims'>,
  ): Promise<JWTPayload> {
    const { issuer, audience, clock, toleranceSeconds } = this.#terms;
    try {
      const { payload } = await jwtVerify(token, verifyWith, {
        algorithms: [alg],
        typ,
        issuer,
        audience,
        requiredClaims: [...requiredClaims],
        currentDate: clock.now(),
        clockTolerance: toleranceSeconds,
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** The library's verdict as an error of this package. The library's own error is left out, because it carries the claims. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    const { exp } = error.payload;
    return new TokenExpiredError({ expiredAt: new Date(Math.max(0, exp ?? 0) * 1000).toISOString() });
  }
  if (error instanceof errors.JWTClaimValidationFailed)
    return new TokenInvalidError({ reason: 'CLAIM', claim: error.claim });
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenInvalidError({ reason: 'SIGNATURE' });
  if (error instanceof errors.JOSEError) return new TokenInvalidError({ reason: 'MALFORMED' });
  return error;
}
