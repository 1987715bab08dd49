export {
  type AuditEntry,
  type AuditHead,
  auditEntrySchema,
  auditHeadSchema,
  FIRST_PREVIOUS_HASH,
  sequenceWord,
} from './audit-trail.ts';
export { type AuditTrailRepository, auditTrailReads } from './audit-trail-repository.ts';
export * from './balance.ts';
export * from './balance-repository.ts';
export * from './balance-transaction.ts';
export type { Adjustment, CashMovement, Transfer } from './cash-movement.ts';
export { type CashMovementResult, createFundsService, type FundsService } from './funds-service.ts';
export { type LoginAttemptRepository, loginAttemptReads } from './login-attempt-repository.ts';
export { type LoginAttempts, loginAttemptsSchema } from './login-attempts.ts';
export {
  REFRESH_TOKEN_STATUSES,
  type RefreshFamily,
  type RefreshToken,
  type RefreshTokenStatus,
  refreshFamilySchema,
  refreshTokenSchema,
} from './refresh-token.ts';
export { type RefreshTokenRepository, refreshTokenReads } from './refresh-token-repository.ts';
export {
  type CreateUser,
  createUser,
  createUserSchema,
  emailSchema,
  type NewUser,
  type UpdateUser,
  USER_ROLES,
  type User,
  type UserRole,
  updateUser,
  usernameSchema,
  userSchema,
} from './user.ts';
export { type UserRepository, userWrites } from './user-repository.ts';
export { createUserService, type NewAccount, newAccount, type UserService } from './user-service.ts';
