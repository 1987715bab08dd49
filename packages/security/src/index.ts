export * from './audit/index.ts';
export * from './authentication/index.ts';
export * from './authorisation/index.ts';
export * from './errors/index.ts';
export * from './passwords/index.ts';
export * from './tokens/index.ts';
