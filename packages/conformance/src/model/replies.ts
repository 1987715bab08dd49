/**
 * A reply with the orders of each list sorted by number. Orders of different users end at once, so their commits may come in another order
 * than that of the reply. The naive oracle checks that order.
 */
export function inAnyOrder(words: string): string {
  return words.replaceAll(/#\d+(?: #\d+)*/g, (list) => list.split(' ').toSorted().join(' '));
}

/** A reply without the orders that could not be ended, and the numbers of these. */
export function readSkipped(reply: string): { readonly words: string; readonly skipped: readonly number[] } {
  const [words = '', numbers = ''] = reply.split(' skipped ');
  return { words, skipped: [...numbers.matchAll(/\d+/g)].map(([number]) => Number(number)) };
}
