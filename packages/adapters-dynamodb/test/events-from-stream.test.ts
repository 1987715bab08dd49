import { eventsFromStream, type StreamBatch } from '@orderfolio/adapters-dynamodb';
import type { FeedEvent } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';

const AT = '2026-01-31T12:00:00.000Z';

function row(number: number, given: object = {}) {
  const id = `01KGA5H80000000000000000${String(number).padStart(2, '0')}`;
  return {
    ...{ pk: { S: 'USER#alice_01' }, sk: { S: `CASH#${id}` }, type: { S: 'DEPOSIT' }, status: { S: 'COMPLETED' } },
    ...{ amount: { N: '12345678901234567890.12' }, currency: { S: 'USD' }, description: { S: 'Deposit' } },
    ...{ version: { N: '1' } },
    ...{ balanceAfter: { N: '100' }, balanceSequence: { N: String(number) } },
    ...{ createdAt: { S: AT }, updatedAt: { S: AT }, commit: { S: 'token' } },
    ...given,
  };
}

const recordOf = (number: number, images: object) => ({
  dynamodb: { SequenceNumber: `00${number}`, ...images },
});

const BATCH: StreamBatch = {
  Records: [
    recordOf(1, { NewImage: row(1) }),
    // A balance has no event, and a removed item has none.
    recordOf(2, { NewImage: { pk: { S: 'USER#alice_01' }, sk: { S: 'ACCOUNT#BALANCE#USD' } } }),
    recordOf(3, { OldImage: row(7) }),
    recordOf(4, { NewImage: row(2) }),
    recordOf(5, { NewImage: row(3) }),
  ],
};

describe('the events of a batch of Lambda', () => {
  test('are those of its records, in their order, with every digit', () => {
    const { events, unreadable } = eventsFromStream(BATCH);
    expect(unreadable).toEqual([]);
    expect(JSON.parse(JSON.stringify(events))).toMatchObject(
      [1, 2, 3].map((balanceSequence) => ({
        ...{ type: 'CASH_MOVED', username: 'alice_01', at: AT },
        data: { amount: '12345678901234567890.12', balanceSequence },
      })),
    );
  });

  test('are all handled, and none comes again', async () => {
    const handled: FeedEvent[] = [];
    const batch = eventsFromStream(BATCH);
    expect(await batch.handle(async (event) => handled.push(event))).toEqual({ batchItemFailures: [] });
    expect(handled).toEqual(batch.events);
  });

  test('come again from the record at which a handler failed, and are not handled past it', async () => {
    const handled: string[] = [];
    const outcome = await eventsFromStream(BATCH).handle(async ({ id }) => {
      if (handled.length === 1) throw new Error('the receiver is down');
      handled.push(id);
    });
    expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: '004' }] });
    expect(handled).toHaveLength(1);
  });

  test('leave out an item that somebody has edited into nonsense, and say why', () => {
    const Records = [recordOf(1, { NewImage: row(1, { amount: { S: 'plenty' } }) }), recordOf(2, { NewImage: row(2) })];
    const { events, unreadable } = eventsFromStream({ Records });
    expect(events).toHaveLength(1);
    expect(unreadable).toEqual([expect.stringContaining('amount')]);
  });

  test.each([undefined, null, 'batch', {}, { Records: 'all' }, { Records: [{}] }, { Records: [null] }])(
    'are refused of what is no batch: %j',
    (given) => {
      const batch: unknown = given;
      expect(() => eventsFromStream(batch as StreamBatch)).toThrow(
        expect.objectContaining({ code: 'VALIDATION_FAILED', field: 'batch' }),
      );
    },
  );
});
