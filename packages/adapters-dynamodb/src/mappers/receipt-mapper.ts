import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { StorageFailedError } from '@orderfolio/domain';
import type { Receipt } from '@orderfolio/domain/adapter';
import { keyFields } from '../item-key.ts';
import { type CompleteMapper, type Item, storedAttributes, storedFields } from './mapper.ts';

/** With request and result longer than this, the item would pass 1 KB and cost 4 write units instead of 2. */
const LONGEST_PLAIN_BYTES = 600;
/** No receipt is longer. If a text inflates to more, the adapter did not write it. */
const LONGEST_BYTES = 4_000_000;

/**
 * The command and its result: as text if they are short, else deflated. The item of an order's receipt also keeps its client order id for
 * one order: see `clientOrderKey`. If it is only there for that, it has no receipt.
 */
export const receiptMapper: CompleteMapper<'receipt'> = {
  entity: 'receipt',
  toAttributes: (receipt) => ({
    subjectId: receipt.subjectId,
    ...bodyAttributes(receipt),
    seal: receipt.seal,
    ...storedAttributes(receipt),
  }),
  fields(item) {
    const { subjectId, seal } = item;
    if (subjectId === undefined) return undefined;
    return { subjectId, ...bodyFields(item), seal, ...keyFields('receipt', item), ...storedFields(item) };
  },
};

function bodyAttributes({ request, result }: Receipt) {
  if (Buffer.byteLength(request) + Buffer.byteLength(result) <= LONGEST_PLAIN_BYTES)
    return { request, result, body: undefined };
  const body = deflateRawSync(JSON.stringify({ request, result }));
  return { request: undefined, result: undefined, body };
}

function bodyFields({ request, result, body }: Item): Record<'request' | 'result', unknown> {
  if (body === undefined) return { request, result };
  if (!(body instanceof Uint8Array)) throw unreadable();
  try {
    const inflated: unknown = JSON.parse(inflateRawSync(body, { maxOutputLength: LONGEST_BYTES }).toString());
    if (typeof inflated === 'object' && inflated !== null)
      return { request: Reflect.get(inflated, 'request'), result: Reflect.get(inflated, 'result') };
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable();
}

function unreadable(cause?: unknown): StorageFailedError {
  const reason = 'stored receipt is not readable: body is not deflated JSON';
  return new StorageFailedError({ reason, retryable: false }, { cause });
}
