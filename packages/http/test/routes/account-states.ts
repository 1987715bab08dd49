import { beforeAll, describe, expect, it } from 'vitest';
import { documentedRoutes } from '../support/documented.ts';
import { call, people, STATES, somebody } from '../support/people.ts';
import { listBitcoin, type Suite, useService } from './suite.ts';

/** The problems of accounts in the document. Each must occur where it is described, and nowhere else. */
const OF_ACCOUNTS = ['ACCOUNT_SUSPENDED', 'USER_NOT_FOUND'];
/** A suspension ends the logins. A refresh is refused for it only if the user was written past the rules. */
const PAST_THE_RULES = 'refreshSession';

export const accountStates: Suite = (store) => {
  describe(`accounts in every state, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(async () => {
      await listBitcoin(setting());
      await listBitcoin(setting(), 'ETH');
    });

    it('are answered by every route as the document says, and refused where it says so', async () => {
      const { service } = setting();
      const person = people(service);
      for (const route of documentedRoutes(service.api)) {
        const met: string[] = [];
        for (const state of STATES) {
          met.push(await call(service, route, await person(state, route), 'admin_01'));
        }
        if (route.id === PAST_THE_RULES) continue;
        const named = (codes: readonly string[]) => OF_ACCOUNTS.filter((code) => codes.includes(code));
        expect(named(met), `${route.method} ${route.path}`).toEqual(named(route.codes));
      }
    });

    it('are answered as the document says where they are administrators with a token of before', async () => {
      const { service } = setting();
      const person = people(service);
      const routes = documentedRoutes(service.api).filter(({ path }) => path.includes('{username}'));
      for (const state of ['SUSPENDED', 'ERASED', 'UNKNOWN'] as const) {
        const { username } = await somebody(service, state);
        for (const route of routes) await call(service, route, await person('ACTIVE', route), username);
      }
    });
  });
};
