export * from './balance.ts';
export * from './balance-repository.ts';
export * from './balance-transaction.ts';
export type { Adjustment, CashMovement, Transfer } from './cash-movement.ts';
export { type CashMovementResult, createFundsService, type FundsService } from './funds-service.ts';
export {
  type CreateUser,
  createUser,
  emailSchema,
  type UpdateUser,
  USER_ROLES,
  type User,
  type UserRole,
  updateUser,
  usernameSchema,
  userSchema,
} from './user.ts';
export { type UserRepository, userWrites } from './user-repository.ts';
export { createUserService, type UserService } from './user-service.ts';
