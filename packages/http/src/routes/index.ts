import type { Authentication } from '@orderfolio/security';
import { accountRoutes } from './accounts.ts';
import { assetRoutes } from './assets.ts';
import { cashRoutes } from './cash.ts';
import { correctionRoutes } from './corrections.ts';
import { orderRoutes } from './orders.ts';
import { portfolioRoutes } from './portfolio.ts';
import { profileRoutes } from './profile.ts';
import type { Route } from './route.ts';

/** The table: all that the API answers under `/v1`, and all that its document describes there. */
export function routesOf(auth: Authentication | undefined): readonly Route[] {
  return [
    ...(auth === undefined ? [] : accountRoutes(auth)),
    ...profileRoutes,
    ...cashRoutes,
    ...correctionRoutes,
    ...assetRoutes,
    ...orderRoutes,
    ...portfolioRoutes,
  ];
}
