import { Decimal } from '@orderfolio/domain';
import {
  type Change,
  type Entities,
  type EntityKey,
  type EntityKind,
  type Insert,
  insert,
  keyOf,
  type Save,
  save,
} from '@orderfolio/domain/adapter';
import type { EntityMaker } from './entities.ts';

/** An entity with the changes that a test makes of it. */
export interface Sample {
  readonly kind: EntityKind;
  readonly value: Entities[EntityKind];
  readonly key: EntityKey;
  /** Adds it as new. */
  readonly insert: Change;
  /** Adds it where nothing was read. */
  readonly add: Change;
  /** Replaces it by `changed`, which has the next version. */
  readonly change: Change;
  readonly changed: Entities[EntityKind];
}

interface Changes<Kind extends EntityKind> {
  readonly kind: Kind;
  readonly value: Entities[Kind];
  readonly insert: Insert<Kind>;
  readonly add: Save<Kind>;
  readonly change: Save<Kind>;
  readonly changed: Entities[Kind];
}

function changesOf<Kind extends EntityKind>(kind: Kind, value: Entities[Kind]): Changes<Kind> {
  const changed = { ...value, version: value.version + 1, updatedAt: '2026-06-30T12:00:00.123Z' };
  return {
    kind,
    value,
    insert: insert(kind, value),
    add: save(kind, undefined, value),
    change: save(kind, value, changed),
    changed,
  };
}

/** One of each kind, with the required fields only. Parents come first, so they make one change set. */
export function bareSamples(make: EntityMaker): Sample[] {
  const user = make.user();
  const { username } = user;
  const asset = make.asset();
  const { assetId } = asset;
  return samplesOf({
    user,
    asset,
    balance: make.balance({ username }),
    balanceTransaction: make.cashRow({ username }),
    assetBalance: make.holding({ username, assetId }),
    assetTransaction: make.assetRow({ username, assetId }),
    order: make.order({ username, assetId }),
    rate: make.rate(),
    lastTick: make.lastTick({ assetId }),
    trailingGroup: make.trailingGroup({ assetId }),
    receipt: make.receipt({ username }),
    ...accessOf(username, make),
  });
}

type Access = Pick<
  Entities,
  | 'login'
  | 'loginAttempts'
  | 'sourceAttempts'
  | 'refreshFamily'
  | 'refreshToken'
  | 'accountToken'
  | 'auditEntry'
  | 'auditHead'
  | 'turn'
  | 'projection'
>;

/** The records that are kept beside a user's account, with the required fields only. */
export function accessOf(username: string, make: EntityMaker): Access {
  const refreshFamily = make.refreshFamily({ username });
  const auditEntry = make.auditEntry({ username });
  return {
    login: make.login({ username }),
    loginAttempts: make.loginAttempts({ username }),
    sourceAttempts: make.sourceAttempts(),
    refreshFamily,
    refreshToken: make.refreshToken({ username, familyId: refreshFamily.familyId }),
    accountToken: make.accountToken({ username }),
    auditEntry,
    auditHead: make.auditHead({ username, sequence: auditEntry.sequence }),
    turn: make.turn({ lane: username }),
    projection: make.projection(),
  };
}

/** Printable characters that break code which counts bytes, escapes, or changes case. */
export const ANY_TEXT = 'Ωmega ﬁ ß İ 日本語 🚀👩‍🚀 e\u0301 é "quoted" \\ \' ; -- %s #{x} <b>&amp;';

/** Metadata as a service attaches it, in the order of its keys. */
const PAIRS = { 'A.tier': ANY_TEXT, a_ref: '0', 'z-last': 'true' };

/** One of each kind, with every optional field. */
export function fullSamples(make: EntityMaker): Sample[] {
  const at = '2025-12-31T23:59:59.999Z';
  const user = make.user({
    firstName: '日本語 🚀',
    lastName: 'O’Brien-Łukasz',
    phone: '+44 20-7946 095',
    dateOfBirth: '1990-12-31',
    marketingEmailsConsent: true,
    role: 'admin',
    emailVerifiedAt: at,
    status: 'SUSPENDED',
    statusAt: at,
    statusBy: 'operator_1',
    statusReason: ANY_TEXT,
    metadata: PAIRS,
  });
  const { username } = user;
  const amount = new Decimal('1.5');
  const parts = { available: amount, held: new Decimal('0.25') };
  const asset = make.asset({
    name: ANY_TEXT,
    description: ANY_TEXT,
    symbol: '₿',
    image: 'https://example.com/btc.png?size=64&dark#top',
    priceAt: at,
    isActive: false,
    quantityScale: 18,
    minQuantity: new Decimal('0.000000000000000001'),
    marketData: everyMarketDatum(amount, at),
  });
  const { assetId } = asset;
  const refreshFamily = make.refreshFamily({
    username,
    epoch: 3,
    expiresAt: '2026-02-01T00:00:00.000Z',
    deviceLabel: ANY_TEXT,
    lastUsedAt: at,
    lastAddress: '2001:db8::1',
    revokedAt: at,
    revokedReason: 'REUSE_DETECTED',
  });
  return samplesOf({
    user,
    asset,
    balance: make.balance({
      username,
      currency: 'EUR',
      ...parts,
      sequence: 7,
      lastId: '01JGFJJZ00000G40R40M30E20B',
      suspended: true,
    }),
    balanceTransaction: make.cashRow({
      username,
      currency: 'EUR',
      description: ANY_TEXT,
      referenceId: ANY_TEXT,
      type: 'CONVERSION',
      rate: new Decimal('0.00000000000000000012345678901234567891'),
      metadata: PAIRS,
      balanceSequence: 7,
    }),
    assetBalance: make.holding({
      username,
      assetId,
      ...parts,
      costBasis: amount,
      sequence: 8,
      lastId: '01JGFJJZ00000G40R40M30E20C',
    }),
    assetTransaction: make.assetRow({
      username,
      assetId,
      orderId: '01JGFJJZ00000G40R40M30E209',
      type: 'SELL',
      currency: 'JPY',
      rate: amount,
      quantityAfter: amount,
      fee: amount,
      costBasis: amount,
      costBasisAfter: amount,
      realisedProfit: amount.neg(),
      holdingSequence: 8,
      description: ANY_TEXT,
    }),
    order: make.order({
      username,
      assetId,
      clientOrderId: ANY_TEXT,
      currency: 'JPY',
      timeInForce: 'GTD',
      limitPrice: amount,
      stopPrice: amount,
      trailAmount: amount,
      trailPercent: amount,
      highWaterMark: amount,
      trailingGroupId: '01JGFJJZ00000G40R40M30E20A',
      executionPrice: amount,
      totalAmount: amount,
      feeTerms: { rate: new Decimal('0.000000000000000001'), minimum: amount, maximum: amount },
      fee: amount,
      heldAmount: amount,
      expiresAt: at,
      triggeredAt: at,
      statusReason: ANY_TEXT,
      metadata: PAIRS,
    }),
    rate: make.rate({ base: 'KWD', quote: 'CLF', rate: new Decimal('12345678901234567890.123456789012345678'), at }),
    lastTick: make.lastTick({
      assetId,
      currency: 'EUR',
      price: amount,
      at,
      sequence: 7,
      appliedPrices: [amount],
      isFinished: false,
    }),
    trailingGroup: make.trailingGroup({
      assetId,
      currency: 'EUR',
      trailType: 'PERCENT',
      mark: amount,
      narrowestTrail: amount,
      joined: 7,
      joinedAt: at,
    }),
    receipt: make.receipt({ username, scope: 'ORDER', key: ANY_TEXT, request: `{"a":"${'x'.repeat(5_000)}"}` }),
    login: make.login({
      username,
      passwordHash: ANY_TEXT,
      failures: 7,
      pauses: 2,
      lastFailureAt: at,
      pausedUntil: '2026-01-01T00:15:00.000Z',
      epoch: 3,
    }),
    loginAttempts: make.loginAttempts({
      username,
      failures: 7,
      pauses: 2,
      lastFailureAt: at,
      pausedUntil: '2026-01-01T00:15:00.000Z',
      epoch: 3,
      expiresAt: '2026-01-02T00:15:00.000Z',
    }),
    sourceAttempts: make.sourceAttempts({
      failures: 7,
      pauses: 2,
      lastFailureAt: at,
      pausedUntil: at,
      expiresAt: at,
    }),
    refreshFamily,
    refreshToken: make.refreshToken({
      username,
      familyId: refreshFamily.familyId,
      status: 'ROTATED',
      expiresAt: at,
      familyExpiresAt: at,
      rotatedAt: at,
      successorHash: 'a'.repeat(64),
      sealedSuccessor: 'b'.repeat(1_000),
    }),
    accountToken: make.accountToken({
      username,
      purpose: 'EMAIL_CHANGE',
      epoch: 3,
      expiresAt: '2026-02-01T00:00:00.000Z',
      usedAt: at,
    }),
    auditEntry: make.auditEntry({
      username,
      sequence: Number.MAX_SAFE_INTEGER,
      record: JSON.stringify({ userAgent: ANY_TEXT, more: 'x'.repeat(5_000) }),
    }),
    auditHead: make.auditHead({ username, sequence: Number.MAX_SAFE_INTEGER }),
    turn: make.turn({ lane: `asset ${assetId}`, isOpen: false }),
    projection: make.projection({ projection: ANY_TEXT, key: `a#b ${ANY_TEXT}`, value: ANY_TEXT, expiresAt: at }),
  });
}

export function everyMarketDatum(amount: Decimal, at: string) {
  return {
    marketCap: amount,
    marketCapRank: 1,
    high24h: amount,
    low24h: amount,
    totalVolume24h: amount,
    priceChange24h: amount.neg(),
    priceChangePercentage24h: amount.neg(),
    priceChangePercentage7d: amount,
    priceChangePercentage30d: amount.neg(),
    circulatingSupply: amount,
    totalSupply: amount,
    maxSupply: amount,
    allTimeHigh: amount,
    allTimeHighAt: at,
    allTimeLow: amount,
    allTimeLowAt: at,
    updatedAt: at,
  };
}

/** Samples of these entities, with parents before their children. */
export function samplesOf(entities: { readonly [Kind in EntityKind]: Entities[Kind] }): Sample[] {
  return [
    changesOf('user', entities.user),
    changesOf('asset', entities.asset),
    changesOf('balance', entities.balance),
    changesOf('balanceTransaction', entities.balanceTransaction),
    changesOf('assetBalance', entities.assetBalance),
    changesOf('assetTransaction', entities.assetTransaction),
    changesOf('order', entities.order),
    changesOf('rate', entities.rate),
    changesOf('lastTick', entities.lastTick),
    changesOf('trailingGroup', entities.trailingGroup),
    changesOf('receipt', entities.receipt),
    changesOf('login', entities.login),
    changesOf('loginAttempts', entities.loginAttempts),
    changesOf('sourceAttempts', entities.sourceAttempts),
    changesOf('refreshFamily', entities.refreshFamily),
    changesOf('refreshToken', entities.refreshToken),
    changesOf('accountToken', entities.accountToken),
    changesOf('auditEntry', entities.auditEntry),
    changesOf('auditHead', entities.auditHead),
    changesOf('turn', entities.turn),
    changesOf('projection', entities.projection),
  ].map((changes) => ({ ...changes, key: keyOf(changes.insert) }));
}
