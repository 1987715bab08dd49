export * from './parse.ts';
export * from './schemas.ts';
