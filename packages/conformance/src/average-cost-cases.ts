/** A change of one holding. A trade has its quantity and the price of one unit. */
type Step =
  | { readonly buy: string; readonly price: string }
  | { readonly sell: string; readonly price: string }
  | { readonly split: string };

interface AverageCostCase {
  readonly name: string;
  /** The file that the figures come from. */
  readonly source: string;
  readonly steps: readonly Step[];
  /** The price at the end. */
  readonly marketPrice: string;
  /** The quantity at the end, and its cost: their `investment`. */
  readonly quantity: string;
  readonly costBasis: string;
  /** Absent if nothing is left: they say 0. */
  readonly averagePrice?: string;
  /** Realised and unrealised profit: their `grossPerformance`. Absent if they give none. */
  readonly profit?: string;
  /** Why our figure is rounded differently. */
  readonly rounding?: string;
}

/**
 * The source of the figures: https://github.com/ghostfolio/ghostfolio (AGPL-3.0). They are facts from its published
 * tests. None of its code is here.
 */
const TESTS = 'apps/api/src/app/portfolio/calculator/roai/portfolio-calculator-';

/**
 * The figures of an open portfolio tool, by average cost. They are in the currency of its tests, and hold for any
 * currency. Two of its cases are missing here. One sells 1 of three thirds, which as decimals are less than 1. One
 * splits a holding into thirds, which no asset can hold.
 */
export const AVERAGE_COST_CASES: readonly AverageCostCase[] = [
  {
    name: 'one purchase',
    source: `${TESTS}baln-buy.spec.ts`,
    steps: [{ buy: '2', price: '136.6' }],
    marketPrice: '148.9',
    quantity: '2',
    costBasis: '273.2',
    averagePrice: '136.6',
    profit: '24.6',
  },
  {
    name: 'two purchases',
    source: `${TESTS}baln-buy-and-buy.spec.ts`,
    steps: [
      { buy: '2', price: '142.9' },
      { buy: '2', price: '136.6' },
    ],
    marketPrice: '148.9',
    quantity: '4',
    costBasis: '559',
    averagePrice: '139.75',
    profit: '36.6',
  },
  {
    name: 'three purchases',
    source: `${TESTS}baln-multi-buy.spec.ts`,
    steps: [
      { buy: '2', price: '136.6' },
      { buy: '1', price: '140' },
      { buy: '3', price: '145' },
    ],
    marketPrice: '148.9',
    quantity: '6',
    costBasis: '848.2',
    averagePrice: '141.366666666666666667',
    profit: '45.2',
    rounding: 'an average price has 18 decimals here, and 20 there: 141.36666666666666666667',
  },
  {
    name: 'a purchase, sold at a loss',
    source: `${TESTS}baln-buy-and-sell.spec.ts`,
    steps: [
      { buy: '2', price: '142.9' },
      { sell: '2', price: '136.6' },
    ],
    marketPrice: '148.9',
    quantity: '0',
    costBasis: '0',
    profit: '-12.6',
  },
  {
    name: 'a purchase, sold in two',
    source: `${TESTS}baln-buy-and-sell-in-two-activities.spec.ts`,
    steps: [
      { buy: '2', price: '142.9' },
      { sell: '1', price: '136.6' },
      { sell: '1', price: '136.6' },
    ],
    marketPrice: '148.9',
    quantity: '0',
    costBasis: '0',
    profit: '-12.6',
  },
  {
    name: 'a purchase, sold in part',
    source: `${TESTS}novn-buy-and-sell-partially.spec.ts`,
    steps: [
      { buy: '2', price: '75.8' },
      { sell: '1', price: '85.73' },
    ],
    marketPrice: '87.8',
    quantity: '1',
    costBasis: '75.8',
    averagePrice: '75.8',
    profit: '21.93',
  },
  {
    name: 'a purchase, sold with a profit',
    source: `${TESTS}novn-buy-and-sell.spec.ts`,
    steps: [
      { buy: '2', price: '75.8' },
      { sell: '2', price: '85.73' },
    ],
    marketPrice: '87.8',
    quantity: '0',
    costBasis: '0',
    profit: '19.86',
  },
  {
    name: 'a purchase after all was sold, and sold again',
    source: `${TESTS}jnug-buy-and-sell-and-buy-and-sell.spec.ts`,
    steps: [
      { buy: '9', price: '209.45' },
      { sell: '9', price: '210' },
      { buy: '10', price: '204.11' },
      { sell: '10', price: '208.01' },
    ],
    marketPrice: '237.8',
    quantity: '0',
    costBasis: '0',
    profit: '43.95',
  },
  {
    name: 'a purchase after a sale in part, and a sale of both',
    source: `${TESTS}average-price-after-partial-sell.spec.ts`,
    steps: [
      { buy: '10', price: '100' },
      { sell: '4', price: '120' },
      { buy: '6', price: '200' },
      { sell: '4', price: '220' },
    ],
    marketPrice: '87.8',
    quantity: '8',
    costBasis: '1200',
    averagePrice: '150',
    profit: '-137.6',
  },
  {
    name: 'a split, two for one',
    source: `${TESTS}stock-split.spec.ts`,
    steps: [{ buy: '10', price: '100' }, { split: '2' }],
    marketPrice: '50',
    quantity: '20',
    costBasis: '1000',
    averagePrice: '50',
  },
  {
    name: 'a reverse split, one for ten',
    source: `${TESTS}stock-split.spec.ts`,
    steps: [{ buy: '10', price: '100' }, { split: '0.1' }],
    marketPrice: '1000',
    quantity: '1',
    costBasis: '1000',
    averagePrice: '1000',
  },
  {
    name: 'a sale in part after a split',
    source: `${TESTS}stock-split.spec.ts`,
    steps: [{ buy: '10', price: '100' }, { split: '2' }, { sell: '5', price: '60' }],
    marketPrice: '60',
    quantity: '15',
    costBasis: '750',
    averagePrice: '50',
  },
  {
    name: 'a sale of all after a split',
    source: `${TESTS}nvda-buy-with-split-and-sell.spec.ts`,
    steps: [{ buy: '1', price: '1200' }, { split: '10' }, { sell: '10', price: '125' }],
    marketPrice: '125',
    quantity: '0',
    costBasis: '0',
    profit: '50',
  },
];
