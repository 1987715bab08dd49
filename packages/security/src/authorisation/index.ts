export { type AccessOptions, type Identity, requireRole, requireSelfOrRole } from './require-role.ts';
