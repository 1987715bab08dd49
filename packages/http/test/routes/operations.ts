import { consume, type FeedEvent } from '@orderfolio/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { itemsOf } from '../support/service.ts';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

const NAME = 'mailer';
const PARKED = `/v1/consumers/${NAME}/parked-events`;

/** A handler that cannot bear an asset. */
async function failAtAssets(events: readonly FeedEvent[]): Promise<void> {
  if (events.some(({ type }) => type === 'ASSET_CHANGED')) throw new TypeError('no template');
}

export const operations: Suite = (store) => {
  describe(`what operators see of the service, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(async () => {
      await listBitcoin(setting());
      await listBitcoin(setting(), 'ETH');
      await newTrader(setting(), 'jon_0001');
      const { store: opened } = setting().service;
      await consume({ store: opened, name: NAME, handle: failAtAssets, attempts: 1, until: 'caughtUp' });
    });

    it('are the events that a consumer has parked, until somebody drops them', async () => {
      const { service, admin } = setting();
      const listed = await service.send('GET', PARKED, { token: admin });
      const parked = { shard: expect.any(String), reason: 'TypeError: no template', status: 'PARKED' };
      expect(itemsOf(listed.body)).toMatchObject([
        { ...parked, event: { type: 'ASSET_CHANGED', data: { priceUsd: '50000.00' } } },
        { ...parked, event: { type: 'ASSET_CHANGED', data: { priceUsd: '50000.00' } } },
      ]);
      const first = await service.send('GET', `${PARKED}?limit=1`, { token: admin });
      expect(itemsOf(first.body)).toHaveLength(1);
      expect(first.headers.get('link')).toContain('cursor=');

      const eventId = 'asset/BTC/1/ASSET_CHANGED';
      const drop = () => service.send('POST', `${PARKED}/drop`, { token: admin, body: { eventId } });
      expect(await drop()).toMatchObject({ status: 204, text: '' });
      expect(await drop()).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field: 'eventId' } });
      const { body } = await service.send('GET', PARKED, { token: admin });
      const statuses = new Map(itemsOf(body).map((item) => [JSON.stringify(item).includes(eventId), item]));
      expect(statuses.get(true)).toMatchObject({ status: 'DROPPED' });
      expect(statuses.get(false)).toMatchObject({ status: 'PARKED' });
    });

    it('has none of a consumer that does not exist, and refuses what is no name, no page and no event', async () => {
      const { service, admin: token } = setting();
      const none = await service.send('GET', '/v1/consumers/nobody/parked-events', { token });
      expect(none).toMatchObject({ status: 200, body: { items: [] } });
      const refused = (field: string) => ({ status: 400, body: { code: 'VALIDATION_FAILED', field } });
      const named = await service.send('GET', '/v1/consumers/a%20mailer/parked-events', { token });
      expect(named).toMatchObject(refused('consumer'));
      expect(await service.send('GET', `${PARKED}?limit=0`, { token })).toMatchObject(refused('limit'));
      for (const body of [{}, { eventId: 7 }, { eventId: 'x'.repeat(301) }, { eventId: 'none' }])
        expect(await service.send('POST', `${PARKED}/drop`, { token, body })).toMatchObject(refused('eventId'));
    });

    it('is whether the trail of a user is whole, and nothing of a user whom nobody knows', async () => {
      const { service, admin: token } = setting();
      const whole = { username: 'jon_0001', ok: true, entries: 0 };
      const asked = await service.send('POST', '/v1/users/JON_0001/verify-audit', { token });
      expect(asked).toMatchObject({ status: 200, body: whole });
      const nobody = await service.send('POST', '/v1/users/nobody_01/verify-audit', { token });
      expect(nobody).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    });

    it.each([
      ['GET', PARKED, undefined],
      ['POST', `${PARKED}/drop`, { eventId: 'asset/ETH/1/ASSET_CHANGED' }],
      ['POST', '/v1/users/jon_0001/verify-audit', undefined],
    ])('is refused to a customer: %s %s', async (method, path, body) => {
      const { service } = setting();
      const token = await service.newCustomer(`kim_00${path.length}`);
      expect(await service.send(method, path, { token, body })).toMatchObject({
        status: 403,
        body: { code: 'ACCESS_DENIED' },
      });
    });
  });
};
