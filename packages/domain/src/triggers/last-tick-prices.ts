import { cataloguePrices, type PriceSource } from '../ports/price-source.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/**
 * The price that was last given to `orders.onPrice`, for services that feed their prices there and nowhere else. Before
 * the first one, what `otherwise` says: by default the catalogue's price. One more read a quote.
 */
export function lastTickPrices(unitOfWork: UnitOfWork, otherwise: PriceSource = cataloguePrices): PriceSource {
  return {
    async quote(asset) {
      const [last] = await unitOfWork.read([{ entity: 'lastTick', assetId: asset.assetId }]);
      return last === undefined ? otherwise.quote(asset) : { price: last.price, at: last.at };
    },
  };
}
