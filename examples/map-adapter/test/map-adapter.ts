import type { Adapter, RawRecords } from '@orderfolio/conformance';
import type { EntityKey } from '@orderfolio/domain/adapter';
import { openMap } from '../src/open-map.ts';
import { Records, type StoredText } from '../src/records.ts';

/** The adapter as the suite sees it. */
export const mapAdapter: Adapter = {
  name: 'A Map',
  capabilities: { durable: false, sharedBetweenConnections: false, changeFeed: false },
  async open(options) {
    const records = new Records();
    return {
      store: openMap(options, records),
      connect: async () => openMap(options),
      raw: rawRecords(records),
      dispose: async () => undefined,
    };
  },
};

/** The texts of the records, past the store. Their places in the indexes do not change. */
function rawRecords(records: Records): RawRecords {
  const recordOf = (key: EntityKey): StoredText => {
    const record = records.raw(key);
    if (record === undefined) throw new Error(`there is no such ${key.entity}`);
    return record;
  };
  const fieldsOf = (key: EntityKey): Record<string, unknown> => JSON.parse(recordOf(key).json);
  return {
    async overwrite(key, field, value) {
      const before = recordOf(key);
      records.put({ ...before, json: JSON.stringify({ ...fieldsOf(key), [field]: value }) });
      return async () => records.put(before);
    },
    has: async (key, field) => fieldsOf(key)[field] !== undefined,
    async remove(key) {
      const before = recordOf(key);
      records.remove(key);
      return async () => records.put(before);
    },
    all: async () => records.allRaw(),
    async copy(key, to) {
      const { entity: _kind, ...named } = to;
      records.put({ ...recordOf(key), key: to, json: JSON.stringify({ ...fieldsOf(key), ...named }) });
      return async () => records.remove(to);
    },
  };
}
