import type { User } from '@orderfolio/domain';

/** A user as a service may show and log it. */
export type PublicUser = User;
