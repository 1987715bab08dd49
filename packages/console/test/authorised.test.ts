import { expect, test } from 'vitest';
import { type Access, sendAuthorised } from '../page/service/authorised.ts';

const URL_OF_ORDERS = 'http://127.0.0.1:1/v1/orders';

function problem(status: number, code: string): Response {
  return Response.json({ code, status }, { status, headers: { 'content-type': 'application/problem+json' } });
}

/** A service that takes one token, and a login that can get it. */
function setUp({ valid = 'new', refusal = problem(401, 'TOKEN_EXPIRED') } = {}) {
  const bodies: string[] = [];
  let held: string | undefined = 'old';
  let renewals = 0;
  const access: Access = {
    login: () => 1,
    token: () => held,
    renewed: async () => {
      renewals += 1;
      held = valid;
      return held;
    },
    send: async (request) => {
      bodies.push(await request.text());
      return request.headers.get('authorization') === `Bearer ${valid}` ? Response.json({}) : refusal.clone();
    },
  };
  return { access, bodies, renewals: () => renewals, hold: (token: string) => (held = token) };
}

const order = () => new Request(URL_OF_ORDERS, { method: 'POST', body: '{"assetId":"BTC"}' });

test('a request with an expired token is sent once more, with its whole body', async () => {
  const { access, bodies } = setUp();

  const reply = await sendAuthorised(order(), access);

  expect(reply.status).toBe(200);
  expect(bodies).toEqual(['{"assetId":"BTC"}', '{"assetId":"BTC"}']);
});

test('a wrong password is not tried twice', async () => {
  const { access, bodies, renewals } = setUp({ refusal: problem(401, 'INVALID_CREDENTIALS') });

  const reply = await sendAuthorised(order(), access);

  expect(reply.status).toBe(401);
  expect(await reply.json()).toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect(bodies).toHaveLength(1);
  expect(renewals()).toBe(0);
});

test('a token that another request has got meanwhile is used', async () => {
  const { access, renewals, hold } = setUp();
  const send: Access['send'] = async (request) => {
    const reply = await access.send(request);
    hold('new');
    return reply;
  };

  const reply = await sendAuthorised(order(), { ...access, send });

  expect(reply.status).toBe(200);
  expect(renewals()).toBe(0);
});

test('the refusal is the reply once the login has ended', async () => {
  const { access, bodies } = setUp();

  const reply = await sendAuthorised(order(), { ...access, renewed: async () => undefined });

  expect(reply.status).toBe(401);
  expect(bodies).toHaveLength(1);
});

test.each(['while it was on its way', 'while another token was asked for'])(
  'what one login has begun is not sent with the token of the next one: it ended %s',
  async (when) => {
    const { access, bodies, hold } = setUp();
    let login = 1;
    const another = (): void => {
      login = 2;
      hold('new');
    };
    const send: Access['send'] = async (request) => {
      const reply = await access.send(request);
      if (when === 'while it was on its way') another();
      return reply;
    };
    const renewed: Access['renewed'] = async () => {
      another();
      return 'new';
    };

    const reply = await sendAuthorised(order(), { ...access, login: () => login, send, renewed });

    expect(reply.status).toBe(401);
    expect(bodies).toHaveLength(1);
  },
);
