export type { AccessTokenClaims, DeviceTokenClaims, IssuedToken, UnverifiedTokenPayload } from './claims.ts';
export type { AsymmetricAlgorithm, KeyInput, TokenAlgorithm } from './key-material.ts';
export { createRefreshToken, type RefreshTokenReference, readRefreshToken } from './refresh-token.ts';
export { DEFAULT_KID, type KeyOptions, type KeyPair, type PublicHalf, type SharedSecret } from './token-keys.ts';
export { type TokenLogin, TokenManager } from './token-manager.ts';
export type { TokenOptions } from './token-options.ts';
