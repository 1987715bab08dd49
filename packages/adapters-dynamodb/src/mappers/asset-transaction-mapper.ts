import { keyFields } from '../item-key.ts';
import {
  type CompleteMapper,
  currencyAttribute,
  integerOf,
  numberOf,
  optionalNumberOf,
  storedAttributes,
  storedFields,
} from './mapper.ts';

/** The attribute `assetId` puts the row into the index by asset. */
export const assetTransactionMapper: CompleteMapper<'assetTransaction'> = {
  entity: 'assetTransaction',
  toAttributes: (row) => ({
    assetId: row.assetId,
    type: row.type,
    quantity: numberOf(row.quantity),
    currency: currencyAttribute(row.currency),
    rate: optionalNumberOf(row.rate),
    price: numberOf(row.price),
    totalAmount: numberOf(row.totalAmount),
    fee: optionalNumberOf(row.fee),
    costBasis: optionalNumberOf(row.costBasis),
    costBasisAfter: optionalNumberOf(row.costBasisAfter),
    realisedProfit: optionalNumberOf(row.realisedProfit),
    ratio: optionalNumberOf(row.ratio),
    status: row.status,
    orderId: row.orderId,
    quantityAfter: optionalNumberOf(row.quantityAfter),
    holdingSequence: row.holdingSequence,
    description: row.description,
    ...storedAttributes(row),
  }),
  fields(item) {
    const { assetId, type, quantity, currency, rate, price, totalAmount, fee, status, orderId } = item;
    const { costBasis, costBasisAfter, realisedProfit, ratio } = item;
    const { quantityAfter, holdingSequence, description } = item;
    return {
      assetId,
      type,
      quantity,
      currency,
      rate,
      price,
      totalAmount,
      fee,
      costBasis,
      costBasisAfter,
      realisedProfit,
      ratio,
      status,
      orderId,
      quantityAfter,
      holdingSequence: integerOf(holdingSequence),
      description,
      ...keyFields('assetTransaction', item),
      ...storedFields(item),
    };
  },
};
