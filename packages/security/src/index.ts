export * from './audit/index.ts';
export * from './authentication/index.ts';
export * from './authorisation/index.ts';
export * from './errors/index.ts';
export { networkOf } from './network.ts';
export * from './passwords/index.ts';
export type { NamedSecret, SecretInput } from './secrets/secret-key.ts';
export * from './tokens/index.ts';
