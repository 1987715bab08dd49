export { type AccessOptions, type Identity, type RolesAsked, requireRole, requireSelfOrRole } from './require-role.ts';
