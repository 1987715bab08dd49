import { afterHash } from '../item-key.ts';
import { type Mapper, numberOf, storedFields } from './mapper.ts';

/** The attribute `assetId` puts the row into the index by asset. */
export const assetTransactionMapper: Mapper<'assetTransaction'> = {
  entity: 'assetTransaction',
  toAttributes: (row) => ({
    assetId: row.assetId,
    type: row.type,
    quantity: numberOf(row.quantity),
    price: numberOf(row.price),
    totalAmount: numberOf(row.totalAmount),
    status: row.status,
    orderId: row.orderId,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }),
  fields(item) {
    const { pk, sk, assetId, type, quantity, price, totalAmount, status, orderId } = item;
    return {
      username: afterHash(pk),
      transactionId: afterHash(sk),
      assetId,
      type,
      quantity,
      price,
      totalAmount,
      status,
      orderId,
      ...storedFields(item),
    };
  },
};
