import {
  type Currency,
  DEFAULT_CURRENCY,
  type Decimal,
  InsufficientBalanceError,
  type Orderfolio,
  type PlaceMarketOrder,
  ZERO,
} from '@orderfolio/domain';
import { type Authentication, InvalidCredentialsError } from '@orderfolio/security';
import { formatMoney, formatPrice } from './amounts.ts';

const ONE_CENT = '0.01';
const RATE_DECIMALS = 4;

/** Tells what happened. It always tells a landmark of the story, and a routine trade only while the story is short. */
export type Tell = (who: string, what: string, importance: 'landmark' | 'routine') => void;

/** A trader's way to the app. It tells each command that the app carries out or refuses. */
export class Desk {
  readonly username: string;
  readonly #app: Orderfolio;
  readonly #frontDesk: Authentication;
  readonly #tell: Tell;
  /** The currency that the trader trades in. */
  readonly #currency: Currency;

  constructor(
    app: Orderfolio,
    frontDesk: Authentication,
    username: string,
    tell: Tell,
    currency: Currency = DEFAULT_CURRENCY,
  ) {
    this.#app = app;
    this.#frontDesk = frontDesk;
    this.username = username;
    this.#tell = tell;
    this.#currency = currency;
  }

  async register(firstName: string, lastName: string, password: string): Promise<void> {
    const { username } = this;
    await this.#frontDesk.register({ username, email: `${username}@example.com`, firstName, lastName, password });
    this.#say('registers', 'landmark');
  }

  /** Logs in. A wrong password is part of the story. The answer does not say what was wrong. */
  async logIn(password: string): Promise<void> {
    try {
      const { user } = await this.#frontDesk.authenticateUser({ username: this.username, password });
      this.#say(`logs in as ${user.role}`, 'landmark');
    } catch (error) {
      if (!(error instanceof InvalidCredentialsError)) throw error;
      this.#say(`is refused to log in: ${error.message}`, 'landmark');
    }
  }

  async cash(): Promise<Decimal> {
    return (await this.#app.funds.getBalance(this.username, this.#currency)).available;
  }

  /** Deposits dollars. The key makes it safe to send the deposit again if no answer came: it is paid in once. */
  async deposit(amount: string, idempotencyKey: string): Promise<void> {
    const { username } = this;
    const deposited = await this.#app.funds.deposit({ username, amount, idempotencyKey });
    const { balance, replayed } = deposited;
    if (replayed) {
      this.#say(`repeats ${idempotencyKey}: paid in once, cash ${formatMoney(balance.available)}`, 'landmark');
    } else {
      this.#say(`deposits ${formatMoney(deposited.transaction.amount)}`, 'routine');
    }
  }

  /** Converts all dollars into the currency that the trader trades in. */
  async convertAll(): Promise<void> {
    const { username } = this;
    const to = this.#currency;
    const { available: amount } = await this.#app.funds.getBalance(username);
    const { received } = await this.#app.funds.convert({ username, from: DEFAULT_CURRENCY, to, amount });
    const { rate = ZERO } = received.transaction;
    const got = `${formatMoney(received.transaction.amount)} ${to} at ${rate.toFixed(RATE_DECIMALS)}`;
    this.#say(`converts ${formatMoney(amount)} ${DEFAULT_CURRENCY} to ${got}`, 'landmark');
  }

  async withdrawAll(): Promise<void> {
    const amount = await this.cash();
    if (amount.eq(ZERO)) return;
    const { transaction } = await this.#app.funds.withdraw({
      username: this.username,
      amount,
      currency: this.#currency,
    });
    this.#say(`withdraws ${this.#money(transaction.amount.abs())}`, 'landmark');
  }

  /** Buys what the budget affords. Too little cash is part of the story. Any other error is not. */
  async buyFor(budget: Decimal, assetId: string): Promise<void> {
    if (budget.eq(ZERO)) return;
    try {
      await this.#place({ orderType: 'MARKET_BUY', assetId, amount: budget });
    } catch (error) {
      if (!(error instanceof InsufficientBalanceError)) throw error;
      const { required, available } = error;
      const facts = `costs ${formatMoney(required)}, cash ${formatMoney(available)}`;
      this.#say(`is refused ${this.#money(budget)} of ${assetId}: ${facts}`, 'landmark');
    }
  }

  /**
   * Sells the whole holding, if there is one. A holding worth less than a cent would bring nothing, so its sale is
   * refused.
   */
  async sellAll(assetId: string, price: Decimal): Promise<void> {
    const holdings = await this.#app.portfolio.holdings(this.username);
    const holding = holdings.find((held) => held.assetId === assetId);
    if (holding?.available.times(price).gte(ONE_CENT))
      await this.#place({ orderType: 'MARKET_SELL', assetId, quantity: 'ALL' });
  }

  async #place(command: Omit<PlaceMarketOrder, 'username'>): Promise<void> {
    const { order } = await this.#app.orders.place({ username: this.username, currency: this.#currency, ...command });
    const { side, assetId, quantity, executionPrice = ZERO, totalAmount = ZERO, fee = ZERO } = order;
    const [done, sign] = side === 'BUY' ? ['buys', '+'] : ['sells', '-'];
    const paid = `${formatMoney(totalAmount)} ${sign} ${this.#money(fee)}`;
    this.#say(`${done} ${quantity} ${assetId} at ${formatPrice(executionPrice)} for ${paid}`, 'routine');
  }

  /** An amount of the trader's currency. Only another currency than the dollar is named. */
  #money(amount: Decimal): string {
    return this.#currency === DEFAULT_CURRENCY ? formatMoney(amount) : `${formatMoney(amount)} ${this.#currency}`;
  }

  #say(what: string, importance: 'landmark' | 'routine'): void {
    this.#tell(this.username, what, importance);
  }
}
