import type { ChangeSet } from '@orderfolio/domain/adapter';
import { Book } from './book.ts';
import { describe, inWords, type Oracle, type Outcome, requireOneCommit, wrongEnding } from './oracle.ts';
import type { Request } from './requests.ts';
import { carryOut } from './rules.ts';

/**
 * For commands one after another. Each is carried out in the book. Of what the store wrote, this oracle only uses the ids of orders, which
 * tell which is older. It compares a price with every waiting order.
 */
export class NaiveOracle implements Oracle {
  readonly book = new Book();
  readonly #requests: Request[] = [];
  #commits = 0;

  get requests(): readonly Request[] {
    return this.#requests;
  }

  /** Whatever a price reached has ended with the command. */
  isFinished(): boolean {
    return true;
  }

  begin(request: Request): number {
    this.#commits = 0;
    return this.#requests.push(request);
  }

  looks(): void {
    // This oracle does not care where the store looks.
  }

  committed(by: number, changeSet: ChangeSet): void {
    this.#commits += 1;
    requireOneCommit(by, this.#request(by), this.#commits, changeSet);
    for (const change of changeSet.changes)
      if (change.action === 'insert' && change.entity === 'order') this.book.ids.set(by, change.value.orderId);
  }

  conclude(by: number, outcome: Outcome, now: number): 'changed' | 'unchanged' {
    const request = this.#request(by);
    const verdict = carryOut(this.book, { request, by, now });
    const isRefused = verdict.kind === 'refused';
    const expected = isRefused ? verdict.codes : verdict.replies;
    if (isRefused !== 'error' in outcome || !expected.some((ending) => ending === inWords(outcome)))
      throw wrongEnding(by, request, outcome, expected);
    if (verdict.kind === 'done') return 'changed';
    if (this.#commits > 0) throw new Error(`${describe(by, request)} wrote something, and should not have`);
    return 'unchanged';
  }

  #request(by: number): Request {
    const request = this.#requests[by - 1];
    if (request === undefined) throw new Error(`no command has the number ${by}`);
    return request;
  }
}
