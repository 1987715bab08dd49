import type { ChangeSet } from '@orderfolio/domain/adapter';
import { Book } from './book.ts';
import type { Charge } from './money.ts';
import { describe, inWords, type Oracle, type Outcome, requireOneCommit, type Sent, wrongEnding } from './oracle.ts';
import { numberOf, type Request } from './requests.ts';
import { carryOut } from './rules.ts';
import { wholePart } from './written.ts';

/**
 * The oracle for commands that come one after another. It carries out each in the book. From the store it only takes
 * the ids of orders, which tell which order is older. It compares a price with every waiting order.
 */
export class NaiveOracle implements Oracle {
  readonly book: Book;
  readonly #requests: Request[] = [];
  #commits = 0;
  #makes = 0;

  constructor(charge?: Charge) {
    this.book = new Book(charge);
  }

  get requests(): readonly Request[] {
    return this.#requests;
  }

  /** The command has ended every order that its price reached. */
  isFinished(): boolean {
    return true;
  }

  begin(request: Request): Sent {
    this.#commits = 0;
    this.#makes = numberOf(request, this.#requests);
    return { by: this.#requests.push(request), makes: this.#makes };
  }

  looks(): void {
    // This oracle does not care where the store looks.
  }

  committed(changeSet: ChangeSet): void {
    this.#commits += 1;
    const by = this.#requests.length;
    const part = wholePart(changeSet);
    requireOneCommit(by, this.#request(by), part, this.#commits);
    for (const { version, orderId } of part.orders) if (version === 1) this.book.ids.set(this.#makes, orderId);
  }

  conclude(by: number, outcome: Outcome, now: number): 'changed' | 'unchanged' {
    const request = this.#request(by);
    const verdict = carryOut(this.book, { request, makes: this.#makes, now });
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
