import type { User, UserRole } from '@orderfolio/domain';

/** A user without secrets, for a service to show and to log. */
export type PublicUser<Role extends string = UserRole> = User<Role>;
