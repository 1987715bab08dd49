import type { ChangeSet } from '@orderfolio/domain/adapter';

const UNKNOWN_ID = '00000000000000000000000000';

/**
 * The numbers of orders and of rows. A command leaves its number on what it makes: the commands of a process have their ids from one
 * generator, which does not tell them apart.
 */
export class Numbers {
  readonly #orderIds = new Map<number, string>();
  readonly #transactionIds = new Map<number, string>();
  readonly #numbers = new Map<string, number>();
  readonly makerOf = (id: string): number | undefined => this.#numbers.get(id);
  readonly orderIdOf = (number: number): string => this.#orderIds.get(number) ?? UNKNOWN_ID;
  readonly transactionIdOf = (number: number): string => this.#transactionIds.get(number) ?? UNKNOWN_ID;

  /** Learns the numbers of what is new. A row of an order has the number of the order. */
  learn({ changes }: ChangeSet): void {
    for (const change of changes) {
      if (change.action === 'check' || change.value.version > 1) continue;
      if (change.entity === 'order') {
        const { orderId, metadata } = change.value;
        const number = numberOn(metadata?.['mark']);
        this.#numbers.set(orderId, number);
        this.#orderIds.set(number, orderId);
      }
      if (change.entity === 'assetTransaction') {
        const { transactionId, orderId, description } = change.value;
        if (orderId === undefined) this.#numbers.set(transactionId, numberOn(description));
      }
    }
    for (const change of changes) {
      if (change.action === 'check' || change.value.version > 1 || change.entity !== 'balanceTransaction') continue;
      const { transactionId, description, referenceId = '' } = change.value;
      const number = this.#numbers.get(referenceId) ?? numberOn(description);
      this.#numbers.set(transactionId, number);
      this.#transactionIds.set(number, transactionId);
    }
  }
}

/** The mark that a command leaves on what it makes. */
export function markOf(number: number): string {
  return `made by #${number}`;
}

function numberOn(mark: string | undefined): number {
  return Number(/^made by #(\d+)$/.exec(mark ?? '')?.[1] ?? 0);
}
