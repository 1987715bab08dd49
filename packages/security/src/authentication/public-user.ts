import type { User, UserRole } from '@orderfolio/domain';

/** A user as a service may show and log it. */
export type PublicUser<Role extends string = UserRole> = User<Role>;
