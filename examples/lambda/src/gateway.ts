import { createHttpApi, gatewayIdentity } from '@orderfolio/http';
import { handlerOf, openGround } from './lambda.ts';

const { app, store, logger } = await openGround();

/** A function without its own accounts: the gateway's authorizer has verified the caller before it is called. */
export const handler = handlerOf(
  createHttpApi({
    app,
    store,
    logger,
    events: false,
    identity: gatewayIdentity({ usernameClaim: 'username', roleClaim: 'role' }),
  }),
);
