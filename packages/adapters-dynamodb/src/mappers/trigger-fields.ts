import type { Triggers } from '@orderfolio/domain/adapter';
import { type Attributes, numberOf } from './mapper.ts';

/**
 * The place of an order or group in the indexes by fall and by rise. It follows from the entity, is written with it, and never read back.
 */
export function triggerAttributes({ fall, rise }: Triggers): Attributes {
  return {
    fallBook: fall?.book,
    // Negated, so that one direction of reading gives the highest trigger first and the oldest id first.
    fall: fall && numberOf(fall.at.neg()),
    riseBook: rise?.book,
    rise: rise && numberOf(rise.at),
  };
}
