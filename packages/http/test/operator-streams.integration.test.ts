import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { systemClock } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { RecordingHandler } from '../../adapters-dynamodb/test/support/recording-handler.ts';
import { clientConfig, makeTable, missingServer, newTableName } from '../../adapters-dynamodb/test/support/table.ts';
import { Listener, until } from './support/listener.ts';
import { startService } from './support/service.ts';

const POLL_MS = 50;
const PATH = '/v1/admin/events';

test.skipIf(missingServer !== undefined)(
  'twenty operators cost a table what one costs, and each is told what happens',
  async () => {
    const requestHandler = new RecordingHandler();
    const { tableName, drop } = await makeTable(newTableName(), clientConfig(), true);
    const service = await startService(
      (clock) => openDynamoDb({ tableName, clock, clientConfig: { ...clientConfig(), requestHandler } }),
      { events: { pollMs: POLL_MS, heartbeatMs: 60_000, perUser: 20 } },
    );
    const token = await service.newAdmin();
    await service.newCustomer('alice_01');
    for (const subscribers of [1, 20]) {
      const listeners = await Promise.all(
        Array.from({ length: subscribers }, () => Listener.to(service, token, {}, PATH)),
      );
      for (const listener of listeners) await listener.hears('\nid: ');
      const [from, began] = [requestHandler.exchanges.length, systemClock.now().getTime()];
      const sent = () => requestHandler.exchanges.slice(from).map(({ operation }) => operation);
      await until(
        async () => sent().length,
        (count) => count >= 30,
      );
      const reads = sent().filter((operation) => operation === 'DescribeStream').length;
      expect(reads).toBeLessThanOrEqual((systemClock.now().getTime() - began) / (POLL_MS - 1) + 2);
      // Four pages may be empty, and one more read may be under way.
      expect(sent().length).toBeLessThanOrEqual(5 * (reads + 1));
      expect(new Set(sent())).toEqual(new Set(['DescribeStream', 'GetRecords']));
      await service.app.funds.deposit({ username: 'alice_01', amount: `${subscribers}.25` });
      for (const listener of listeners) {
        expect(await listener.hears(`"amount":"${subscribers}.25"`)).toContain('event: CASH_MOVED');
        listener.leave();
      }
    }
    await service.close();
    await drop();
  },
);
