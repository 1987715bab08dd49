import { describe, expect, it } from 'vitest';
import { answered, type Suite, useService } from './suite.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Routes whose only wrong call is one without a token. */
const TAKES_NOTHING = /^(GET \/(v1\/me|v1\/portfolio|v1\/me\/balances|health|docs|openapi|\.well-known).*)$/;

/** Runs last: it looks at the requests of all the others. */
export const everyRoute: Suite = (store) => {
  describe(`the table of routes, on ${store.name}`, () => {
    const setting = useService(store);

    it('was tried whole: each route has replied well, and refused something', async () => {
      const { service } = setting();
      await service.send('GET', '/openapi.json');
      const page = await fetch(`${service.url}/docs`);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const replies = new Set([...answered(store), ...service.answered, 'GET /docs 200']);

      for (const [path, operations] of Object.entries(service.api.openApi.paths)) {
        for (const method of METHODS.filter((known) => operations[known] !== undefined)) {
          const route = `${method.toUpperCase()} ${path}`;
          const statuses = [...replies]
            .filter((reply) => reply.startsWith(`${route} `))
            .map((reply) => reply.slice(-3));
          expect(statuses, `${route} has not replied well`).toContainEqual(expect.stringMatching(/^2/));
          if (TAKES_NOTHING.test(route)) continue;
          expect(statuses, `${route} has refused nothing`).toContainEqual(expect.stringMatching(/^4/));
        }
      }
    });
  });
};
