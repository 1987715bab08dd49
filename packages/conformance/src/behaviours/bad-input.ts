import { Decimal } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { CALLS } from '../bad-calls.ts';
import { COMMANDS, type CommandUnderTest } from '../bad-commands.ts';
import { RESTING_ORDER_ID } from '../bad-orders.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** Commands that take the fields to change. They require none of them. */
const CHANGES: ReadonlySet<string> = new Set(['users.updateProfile', 'assets.update']);

/** Bad input is refused by the field that is wrong, before anything is written. */
export const badInput: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const [name, command] of Object.entries(COMMANDS)) {
    it(`${name} refuses what it may not be, by the field that is wrong, missing or unknown, and carries out what it may`, async (place) => {
      const { app } = place;
      const isChange = CHANGES.has(name);
      await writesNothing(place, async () => {
        for (const [field, values] of Object.entries(command.bad))
          await refusesEach(values, (value) => command.run(app, inputWith(command, field, value)), field);

        for (const field of isChange ? [] : Object.keys(command.valid)) {
          const input = Object.fromEntries(Object.entries(command.valid).filter(([given]) => given !== field));
          await refusesEach([input], (value) => command.run(app, value), field);
        }
        const withSurprise = (value: unknown) => command.run(app, { ...command.valid, surprise: value });
        await refusesEach([1, null, undefined], withSurprise, 'surprise');

        const noCommands = [null, undefined, 'text', 7, [], () => 0];
        await refusesEach(noCommands, (value) => command.run(app, value), isChange ? 'changes' : 'input');
      });
      await command.run(app, command.valid);
    });
  }

  for (const service of ['users', 'funds', 'assets', 'rates', 'orders', 'portfolio']) {
    it(`the other calls of ${service} refuse what a value may not be, and name it`, async (place) => {
      const calls = CALLS.filter(([name]) => name.startsWith(service));
      expect(calls).not.toEqual([]);
      await writesNothing(place, async () => {
        for (const [, field, values, run] of calls) await refusesEach(values, (value) => run(place.app, value), field);
      });
    });
  }

  it('names every field that is wrong', async ({ app }) => {
    const refusal = await app.funds
      .deposit({ username: 'x', amount: '-1', description: '' })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'username' });
    expect(refusal).toHaveProperty('issues', [
      { field: 'username', rule: expect.any(String) },
      { field: 'description', rule: expect.any(String) },
      { field: 'amount', rule: expect.any(String) },
    ]);
  });

  it('names the user or the asset that does not exist', async (place) => {
    const { app } = place;
    await fill(place);
    const [nobody, nothing] = [{ username: 'nobody_1' }, { assetId: 'GONE' }];
    const buy = { username: 'alice_01', orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' } as const;
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.funds.deposit({ ...nobody, amount: '1.00' }), 'USER_NOT_FOUND', nobody);
      await expectRefusal(app.funds.withdraw({ ...nobody, amount: '1.00' }), 'USER_NOT_FOUND', nobody);
      await expectRefusal(app.funds.adjust({ ...nobody, amount: '1.00' }), 'USER_NOT_FOUND', nobody);
      await expectRefusal(app.orders.place({ ...buy, ...nobody }), 'USER_NOT_FOUND', nobody);
      await expectRefusal(app.orders.place({ ...buy, ...nothing }), 'ASSET_NOT_FOUND', nothing);
      const orderId = '01JGFJJZ00000G40R40M30E209';
      await expectRefusal(app.orders.get('alice_01', orderId), 'ORDER_NOT_FOUND', { orderId });
      await expectRefusal(app.orders.cancel('alice_01', orderId), 'ORDER_NOT_FOUND', { orderId });
      const change = { orderId, quantity: '1' };
      await expectRefusal(app.orders.replace({ username: 'alice_01', ...change }), 'ORDER_NOT_FOUND', { orderId });
      await expectRefusal(app.orders.replace({ ...nobody, ...change }), 'ORDER_NOT_FOUND', { ...nobody, orderId });
      await expectRefusal(app.orders.onPrice({ ...nothing, price: '1' }), 'ASSET_NOT_FOUND', nothing);
      const limit = { ...buy, orderType: 'LIMIT_BUY', limitPrice: '10' } as const;
      await expectRefusal(app.orders.place({ ...limit, ...nobody }), 'USER_NOT_FOUND', nobody);
      await expectRefusal(app.orders.place({ ...limit, ...nothing }), 'ASSET_NOT_FOUND', nothing);
      await expectRefusal(app.orders.getByClientOrderId('alice_01', 'none'), 'ORDER_NOT_FOUND', {
        clientOrderId: 'none',
      });
    });
    await app.assets.deactivate('BTC');
    await expectNothingWritten(place, () => expectRefusal(app.orders.place(buy), 'ASSET_INACTIVE', { assetId: 'BTC' }));
  });
};

/** Expects the work to leave everything as it was, where every valid input would be carried out. */
async function writesNothing(place: Place, work: () => Promise<void>): Promise<void> {
  await fill(place);
  await expectNothingWritten(place, work);
}

/** Expects every value to be refused as this field. */
async function refusesEach(
  values: readonly unknown[],
  run: (value: unknown) => Promise<unknown>,
  field: string,
): Promise<void> {
  for (const value of values) {
    const about = `${field}: ${typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value)}`;
    await expectRefusal(run(value), 'VALIDATION_FAILED', { field }, about);
  }
}

/** The valid input with one field replaced. */
function inputWith({ valid }: CommandUnderTest, field: string, value: unknown): object {
  const [outer = field, inner] = field.split('.');
  return { ...valid, [outer]: inner === undefined ? value : { [inner]: value } };
}

/** A user with money, BTC and an order that rests: every valid input would be carried out. */
async function fill({ app, commit, make, addUser, addAsset }: Place): Promise<void> {
  const { username } = await addUser({ username: 'alice_01' });
  const { assetId } = await addAsset({ assetId: 'BTC' });
  await app.funds.deposit({ username, amount: '1000.00' });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
  await app.orders.place({ username, assetId, orderType: 'MARKET_BUY', quantity: '0.01' });
  const { balance } = await app.funds.withdraw({ username, amount: '10.00', status: 'PENDING' });
  const order = make.order({
    ...{ username, assetId, orderId: RESTING_ORDER_ID, quantity: new Decimal('1') },
    limitPrice: new Decimal('10'),
    heldAmount: balance.held,
  });
  const hold = { type: 'ORDER_HOLD', status: 'PENDING', amount: balance.held.neg() } as const;
  const row = make.cashRow({ username, transactionId: RESTING_ORDER_ID, ...hold });
  await commit(insert('order', order), insert('balanceTransaction', row));
}
