import type { Entities } from '../entities/kinds.ts';

/** The entities that a result may show, by the names that they have there. */
export const KINDS = {
  order: 'order',
  replaced: 'order',
  transaction: 'balanceTransaction',
  assetTransaction: 'assetTransaction',
  balance: 'balance',
  assetBalance: 'assetBalance',
} as const;

export type Name = keyof typeof KINDS;
export type Kind = (typeof KINDS)[Name];

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an entity that never change once it is stored, even while it is open. */
export const FIXED: { readonly [Of in Kind]: ReadonlySet<string> } = {
  order: fixed<'order'>(
    ...(['username', 'orderId', 'clientOrderId', 'orderType', 'side', 'assetId', 'currency', 'quantity'] as const),
    ...([
      'timeInForce',
      'limitPrice',
      'stopPrice',
      'trailAmount',
      'trailPercent',
      'expiresAt',
      'feeTerms',
      'metadata',
    ] as const),
    'createdAt',
  ),
  balanceTransaction: fixed<'balanceTransaction'>(
    ...(['username', 'transactionId', 'type', 'amount', 'currency', 'description', 'referenceId'] as const),
    ...(['metadata', 'rate', 'createdAt'] as const),
  ),
  assetTransaction: fixed<'assetTransaction'>('username', 'transactionId', 'assetId', 'createdAt'),
  balance: fixed<'balance'>('username', 'currency', 'createdAt'),
  assetBalance: fixed<'assetBalance'>('username', 'assetId', 'createdAt'),
};

function fixed<Of extends Kind>(...fields: readonly (keyof Entities[Of] & string)[]): ReadonlySet<string> {
  return new Set(fields);
}

/** The row that shows the last effect of an account tells how the account stood after it. */
interface Shown {
  readonly row: Name;
  /** The sum of the account's parts, and the field where the row has it. */
  readonly sum: string;
  readonly after: string;
  /** The other fields of the account in the row: each, and its field there. */
  readonly fields: readonly (readonly [field: string, inRow: string])[];
}

/** The accounts in a result, and the row of each. */
export const ACCOUNTS = {
  balance: {
    row: 'transaction',
    sum: 'currentBalance',
    after: 'balanceAfter',
    fields: [
      ['sequence', 'balanceSequence'],
      ['lastId', 'transactionId'],
      ['updatedAt', 'createdAt'],
    ],
  },
  assetBalance: {
    row: 'assetTransaction',
    sum: 'quantity',
    after: 'quantityAfter',
    fields: [
      ['costBasis', 'costBasisAfter'],
      ['sequence', 'holdingSequence'],
      ['lastId', 'transactionId'],
      ['updatedAt', 'createdAt'],
    ],
  },
} as const satisfies Partial<Record<Name, Shown>>;

export type AccountName = keyof typeof ACCOUNTS;

/** The entities that a part shows. A row comes before the account that it tells of. */
export function namesIn(told: Fields): readonly Name[] {
  return NAMES.filter((name) => told[name] !== undefined);
}

/** A part of a result that shows entities of its own: each half of a conversion. */
export function isGroup(value: unknown): value is Fields {
  return isFields(value) && namesIn(value).length > 0;
}

/** The groups in a part of a result, by name. */
export function groupsIn(told: Fields): readonly (readonly [name: string, group: Fields])[] {
  return Object.entries(told).flatMap(([name, value]) => (!isName(name) && isGroup(value) ? [[name, value]] : []));
}

const NAMES: readonly Name[] = Object.keys(KINDS).filter(isName);

export function isName(name: string): name is Name {
  return Object.hasOwn(KINDS, name);
}

export function isAccount(name: Name): name is AccountName {
  return Object.hasOwn(ACCOUNTS, name);
}

/** True if the record may still change. Only records that were open have a status in a receipt. */
export function isOpen({ status }: Fields): boolean {
  return status === 'PENDING' || status === 'QUEUED';
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NOTHING;
}

const NOTHING: Fields = Object.freeze({});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
