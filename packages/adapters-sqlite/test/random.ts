/** Random numbers that a seed determines (mulberry32, by Tommy Ettinger, in the public domain). */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  integer(below: number): number;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const integer = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return { integer, pick: (items) => items[integer(items.length)] ?? items[0] };
}
