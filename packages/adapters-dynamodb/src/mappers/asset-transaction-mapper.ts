import { afterHash } from '../item-key.ts';
import { integerOf, type Mapper, numberOf, optionalNumberOf, storedFields } from './mapper.ts';

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
    quantityAfter: optionalNumberOf(row.quantityAfter),
    holdingSequence: row.holdingSequence,
    description: row.description,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }),
  fields(item) {
    const { pk, sk, assetId, type, quantity, price, totalAmount, status, orderId } = item;
    const { quantityAfter, holdingSequence, description } = item;
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
      quantityAfter,
      holdingSequence: integerOf(holdingSequence),
      description,
      ...storedFields(item),
    };
  },
};
