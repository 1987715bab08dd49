import type { Triggers } from '@orderfolio/domain/adapter';
import { type Attributes, numberOf } from './mapper.ts';

/**
 * The place of an order or group in the indexes by fall and by rise. It follows from the entity, is written with it, and never read back.
 */
export function triggerAttributes(assetId: string, { fall, rise }: Triggers): Attributes {
  return {
    fallBook: fall && assetId,
    // Negated, so that one direction of reading gives the highest trigger first and the oldest id first.
    fall: fall && numberOf(fall.neg()),
    riseBook: rise?.book,
    rise: rise && numberOf(rise.at),
  };
}
