import { type Difference, describeDifference } from '@orderfolio/domain';
import { tableOf } from './table.ts';

/** What an operator should do about a difference. */
const REMEDIES: Readonly<Record<Difference['kind'], string>> = {
  VALUE:
    'compare it with the rows of the account and with a backup; `funds.adjust` and `portfolio.adjust` correct a sum',
  UNREADABLE: 'restore the record from a backup: nothing can be decided on it',
  MISPLACED: 'restore the record and its index entry from a backup: no price or expiry finds it',
  MISSING: 'restore the record from a backup',
  UNEXPECTED: 'find out who wrote the record: no command writes it alone',
  GAP: 'restore the rows from a backup',
};

/** A difference, and whose account it is in. */
export interface FoundDifference {
  readonly username: string;
  readonly difference: Difference;
}

/** A table of differences, and what to do about each kind of them. Empty if there is none. */
export function wordsOfDifferences(found: readonly FoundDifference[]): string {
  if (found.length === 0) return '';
  const rows = found.map(({ username, difference }) => [username, difference.rule, describeDifference(difference)]);
  const kinds = [...new Set(found.map(({ difference }) => difference.kind))];
  const remedies = kinds.map((kind) => `${kind}: ${REMEDIES[kind]}.\n`);
  return [tableOf(['user', 'rule', 'difference'], rows), '\n', ...remedies, '\n'].join('');
}
