export { type Authentication, type AuthenticationOptions, createAuthentication } from './authentication.ts';
export type { Credentials } from './login.ts';
export type { PasswordChange } from './password-change.ts';
export type { AuthenticationPolicy } from './policy.ts';
export type { PublicUser } from './public-user.ts';
export type { Registration } from './registration.ts';
export type { Session } from './session.ts';
export { type TrailCheck, type TrailFault, type TrailVerdict, verifyAuditTrail } from './verify-audit-trail.ts';
