import { updateUserSchema } from '@orderfolio/domain/schemas';
import type { Post } from '../mail.ts';
import { accountRoutes } from './accounts.ts';
import { analyticsRoutes } from './analytics.ts';
import { assetRoutes } from './assets.ts';
import { cashRoutes } from './cash.ts';
import { correctionRoutes } from './corrections.ts';
import { eventRoutes, type Streams } from './events.ts';
import { type OperationParts, operationRoutes } from './operations.ts';
import { orderRoutes } from './orders.ts';
import { portfolioRoutes } from './portfolio.ts';
import { profileRoutes } from './profile.ts';
import { rateRoutes } from './rates.ts';
import { recoveryRoutes } from './recovery.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './sessions.ts';
import { userRoutes } from './users.ts';

/** Users cannot write what the service attaches to them. */
const ownFields = updateUserSchema.omit({ metadata: true });

/** What some routes need: those without it are left out. */
export interface RouteParts extends OperationParts {
  readonly post: Post | undefined;
  readonly streams: Streams | undefined;
}

/** The table of all routes under `/v1`: the API answers them, and the document describes them. */
export function routesOf({ auth, post, streams, ...parts }: RouteParts): readonly Route[] {
  const ofAccounts = auth === undefined ? [] : [...accountRoutes(auth, post), ...sessionRoutes(auth, post)];
  const ofMail = auth === undefined || post === undefined ? [] : recoveryRoutes(auth, post);
  return [
    ...ofAccounts,
    ...ofMail,
    // If an address needs a token before it changes, nothing else may change it.
    ...profileRoutes(ofMail.length === 0 ? ownFields : ownFields.omit({ email: true })),
    ...cashRoutes,
    ...rateRoutes,
    ...correctionRoutes,
    ...assetRoutes,
    ...orderRoutes,
    ...portfolioRoutes,
    ...analyticsRoutes,
    ...(streams === undefined ? [] : eventRoutes(streams)),
    ...userRoutes(auth),
    ...operationRoutes({ auth, ...parts }),
  ];
}
