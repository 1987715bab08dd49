import type { Triggers } from '@orderfolio/domain/adapter';
import { type Attributes, numberOf } from './mapper.ts';

/**
 * Where something that waits for a price stands in the indexes by fall and by rise. Follows from the entity: written with
 * it, and never read back.
 */
export function triggerAttributes(assetId: string, { fall, rise }: Triggers): Attributes {
  return {
    fallBook: fall && assetId,
    // Negated: what the price reaches first, the highest, comes first where the oldest id does too.
    fall: fall && numberOf(fall.neg()),
    riseBook: rise?.book,
    rise: rise && numberOf(rise.at),
  };
}
