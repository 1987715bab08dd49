import {
  type Asset,
  type AssetBalance,
  type AssetTransaction,
  type Balance,
  type BalanceTransaction,
  type Clock,
  CURRENCY_SCALES,
  type Currency,
  Decimal,
  type IdGenerator,
  type Order,
  type Projection,
  type Rate,
  sideOf,
  type User,
  ZERO,
} from '@orderfolio/domain';
import {
  type AccountToken,
  type AuditEntry,
  type AuditHead,
  type LastTick,
  type Login,
  type LoginAttempts,
  pairOf,
  parse,
  type Receipt,
  type RefreshFamily,
  type RefreshToken,
  type SourceAttempts,
  type TrailingGroup,
  type Turn,
} from '@orderfolio/domain/adapter';
import { currencySchema } from '@orderfolio/domain/schemas';

type Given<Entity, Required extends keyof Entity> = Partial<Entity> & Pick<Entity, Required>;

/** Makes valid entities, at version 1 and dated by the clock; the caller gives the fields that matter to the test. */
export interface EntityMaker {
  user(given?: Partial<User>): User;
  /** Its `currentBalance` is the sum of the parts. */
  balance(given: Given<Balance, 'username'>): Balance;
  cashRow(given: Given<BalanceTransaction, 'username'>): BalanceTransaction;
  asset(given?: Partial<Asset>): Asset;
  /** Its `quantity` is the sum of the parts. */
  holding(given: Given<AssetBalance, 'username' | 'assetId'>): AssetBalance;
  assetRow(given: Given<AssetTransaction, 'username' | 'assetId'>): AssetTransaction;
  /** Its `side` follows from the type. */
  order(given: Given<Order, 'username' | 'assetId'>): Order;
  rate(given?: Partial<Rate>): Rate;
  lastTick(given: Given<LastTick, 'assetId'>): LastTick;
  trailingGroup(given: Given<TrailingGroup, 'assetId'>): TrailingGroup;
  receipt(given: Given<Receipt, 'username'>): Receipt;
  login(given: Given<Login, 'username'>): Login;
  loginAttempts(given: Given<LoginAttempts, 'username'>): LoginAttempts;
  sourceAttempts(given?: Partial<SourceAttempts>): SourceAttempts;
  refreshFamily(given: Given<RefreshFamily, 'username'>): RefreshFamily;
  refreshToken(given: Given<RefreshToken, 'username' | 'familyId'>): RefreshToken;
  accountToken(given: Given<AccountToken, 'username'>): AccountToken;
  /** The next entry of the user's trail, unless its sequence is given. Its hashes are the sequences, written as hashes. */
  auditEntry(given: Given<AuditEntry, 'username'>): AuditEntry;
  /** The head of the trail that ends with this entry. */
  auditHead(given: Given<AuditHead, 'username' | 'sequence'>): AuditHead;
  turn(given: Given<Turn, 'lane'>): Turn;
  projection(given?: Partial<Projection>): Projection;
  /** The entity with these fields changed, at the next version, dated by the clock. */
  next<Entity extends Versioned>(previous: Entity, changes: Partial<Entity>): Entity;
}

interface Versioned {
  readonly version: number;
  readonly updatedAt: string;
}

/** Makes entities of every kind, all different, with timestamps from the clock and ids from the source. */
export function entityMaker(clock: Clock, ids: IdGenerator): EntityMaker {
  let made = 0;
  const sequences = new Map<string, number>();
  const number = (): string => String(++made).padStart(4, '0');
  /** Another one of some 13,000 pairs each time. */
  let pairs = 0;
  const nextPair = (): readonly [Currency, Currency] => {
    const [first, step] = [pairs % CURRENCIES.length, 1 + Math.floor(pairs / CURRENCIES.length)];
    pairs++;
    return [CURRENCIES[first] ?? 'EUR', CURRENCIES[(first + step) % CURRENCIES.length] ?? 'USD'];
  };
  const stored = () => {
    const now = clock.now().toISOString();
    return { version: 1, createdAt: now, updatedAt: now };
  };
  return {
    next: (previous, changes) => ({
      ...previous,
      ...changes,
      version: previous.version + 1,
      updatedAt: clock.now().toISOString(),
    }),
    user(given = {}) {
      const username = given.username ?? `user_${number()}`;
      return {
        username,
        email: `${username}@example.com`,
        firstName: 'Ada',
        lastName: 'Byron',
        marketingEmailsConsent: false,
        role: 'customer',
        status: 'ACTIVE',
        ...stored(),
        ...given,
      };
    },
    balance(given) {
      const { available = ZERO, held = ZERO } = given;
      return {
        currency: 'USD',
        available,
        held,
        currentBalance: available.plus(held),
        totalDeposits: ZERO,
        totalWithdrawals: ZERO,
        sequence: 0,
        ...stored(),
        ...given,
      };
    },
    cashRow: (given) => ({
      transactionId: ids.next(),
      type: 'DEPOSIT',
      amount: new Decimal('10'),
      currency: 'USD',
      status: 'COMPLETED',
      description: 'Deposit',
      balanceAfter: new Decimal('10'),
      ...stored(),
      ...given,
    }),
    asset: (given = {}) => ({
      assetId: `A${number()}`,
      name: 'Bitcoin',
      category: 'major',
      amount: ZERO,
      priceUsd: new Decimal('50000'),
      isActive: true,
      quantityScale: 8,
      ...stored(),
      ...given,
    }),
    holding(given) {
      const { available = ZERO, held = ZERO } = given;
      return { available, held, quantity: available.plus(held), sequence: 0, ...stored(), ...given };
    },
    assetRow: (given) => ({
      transactionId: ids.next(),
      type: 'BUY',
      currency: 'USD',
      quantity: new Decimal('0.1'),
      price: new Decimal('50000'),
      totalAmount: new Decimal('5000'),
      status: 'COMPLETED',
      ...stored(),
      ...given,
    }),
    order(given) {
      const { orderType = 'LIMIT_BUY' } = given;
      return {
        orderId: ids.next(),
        orderType,
        side: sideOf(orderType),
        status: 'QUEUED',
        currency: 'USD',
        quantity: new Decimal('0.1'),
        ...stored(),
        ...given,
      };
    },
    rate(given = {}) {
      const [one, other] = nextPair();
      const { base = one, quote = other } = given;
      const at = clock.now().toISOString();
      return { pair: pairOf(base, quote), base, quote, rate: new Decimal('1.1'), at, ...stored(), ...given };
    },
    lastTick: (given) => ({
      currency: 'USD',
      price: new Decimal('50000'),
      at: clock.now().toISOString(),
      isFinished: true,
      ...stored(),
      ...given,
    }),
    trailingGroup: (given) => ({
      groupId: ids.next(),
      currency: 'USD',
      trailType: 'AMOUNT',
      mark: new Decimal('50000'),
      joined: 0,
      joinedAt: clock.now().toISOString(),
      ...stored(),
      ...given,
    }),
    receipt: (given) => ({
      scope: 'FUNDS',
      key: `key-${number()}`,
      subjectId: ids.next(),
      request: '{}',
      result: '{}',
      ...stored(),
      ...given,
    }),
    login: (given) => ({ failures: 0, pauses: 0, epoch: 0, ...stored(), ...given }),
    loginAttempts: (given) => ({ failures: 0, pauses: 0, epoch: 0, ...stored(), ...given }),
    sourceAttempts: (given = {}) => ({
      sourceHash: asHash(++made),
      failures: 0,
      pauses: 0,
      expiresAt: IN_A_YEAR,
      ...stored(),
      ...given,
    }),
    refreshFamily: (given) => ({ familyId: ids.next(), epoch: 0, expiresAt: IN_A_YEAR, ...stored(), ...given }),
    refreshToken: (given) => ({
      tokenHash: asHash(++made),
      status: 'ACTIVE',
      expiresAt: IN_A_YEAR,
      ...stored(),
      ...given,
    }),
    accountToken: (given) => ({
      tokenHash: asHash(++made),
      purpose: 'PASSWORD_RESET',
      epoch: 0,
      expiresAt: IN_A_YEAR,
      ...stored(),
      ...given,
    }),
    auditEntry(given) {
      const { username, sequence = (sequences.get(username) ?? 0) + 1 } = given;
      sequences.set(username, sequence);
      const hashes = { previousHash: asHash(sequence - 1), hash: asHash(sequence) };
      return { sequence, record: JSON.stringify({ sequence }), ...hashes, ...stored(), ...given };
    },
    auditHead: (given) => ({ hash: asHash(given.sequence), ...stored(), ...given }),
    projection: (given = {}) => ({ projection: 'volume', key: `key-${++made}`, value: '{}', ...stored(), ...given }),
    turn: (given) => ({ holder: ids.next(), isOpen: true, ...stored(), ...given }),
  };
}

const CURRENCIES = Object.keys(CURRENCY_SCALES).map((code) => parse(currencySchema, code, 'currency'));

const IN_A_YEAR = '2027-01-01T00:00:00.000Z';

/** A number in the form of a hash. */
function asHash(number: number): string {
  return number.toString(16).padStart(64, '0');
}
