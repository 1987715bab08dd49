import { groupTriggers, type TrailingGroup } from '@orderfolio/domain/adapter';
import { keyFields } from '../item-key.ts';
import {
  type Attributes,
  type CompleteMapper,
  currencyAttribute,
  integerOf,
  numberOf,
  optionalNumberOf,
  storedAttributes,
  storedFields,
} from './mapper.ts';
import { triggerAttributes } from './trigger-fields.ts';

/** The asset stands in the key only: with an attribute `assetId`, the group would enter the index by asset. */
export const trailingGroupMapper: CompleteMapper<'trailingGroup'> = {
  entity: 'trailingGroup',
  toAttributes: (group) => ({
    currency: currencyAttribute(group.currency),
    trailType: group.trailType,
    mark: numberOf(group.mark),
    narrowestTrail: optionalNumberOf(group.narrowestTrail),
    joined: group.joined,
    joinedAt: group.joinedAt,
    ...indexAttributes(group),
    ...storedAttributes(group),
  }),
  fields(item) {
    const { currency, trailType, mark, narrowestTrail, joined, joinedAt } = item;
    return {
      currency,
      trailType,
      mark,
      narrowestTrail,
      joined: integerOf(joined),
      joinedAt,
      ...keyFields('trailingGroup', item),
      ...storedFields(item),
    };
  },
};

function indexAttributes(group: TrailingGroup): Attributes {
  const triggers = groupTriggers(group);
  const isWaiting = (triggers.fall ?? triggers.rise) !== undefined;
  return { restingId: isWaiting ? group.groupId : undefined, ...triggerAttributes(triggers) };
}
