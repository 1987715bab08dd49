import type { Asset, BalanceTransaction, Order } from '@orderfolio/domain';
import type { Change, ChangeSet, LastTick } from '@orderfolio/domain/adapter';
import type { Request } from './requests.ts';
import type { MakerOf } from './stored.ts';

/** The writes of one command in a commit. */
export interface Part {
  readonly orders: Order[];
  readonly cashRows: BalanceTransaction[];
  readonly ticks: LastTick[];
  readonly assets: Asset[];
  /** The names of its receipts. */
  readonly receipts: string[];
}

function emptyPart(): Part {
  return { orders: [], cashRows: [], ticks: [], assets: [], receipts: [] };
}

/** The commit of a command that shares it with no other. */
export function wholePart({ changes }: ChangeSet): Part {
  const part = emptyPart();
  for (const change of changes) add(part, change);
  return part;
}

function add(part: Part, change: Change): void {
  if (change.action === 'check') return;
  switch (change.entity) {
    case 'order':
      part.orders.push(change.value);
      return;
    case 'balanceTransaction':
      part.cashRows.push(change.value);
      return;
    case 'lastTick':
      part.ticks.push(change.value);
      return;
    case 'asset':
      part.assets.push(change.value);
      return;
    case 'receipt':
      part.receipts.push(`${change.value.username} ${change.value.scope} ${change.value.key}`);
  }
}

/** The commands of a process that are under way, and have written nothing yet. */
export interface UnderWay<Command> {
  /** The first that makes what has this number. */
  making(number: number): Command | undefined;
  /** The first that asks for this. It comes before the others in its queue. */
  asking(isWanted: (request: Request) => boolean): Command | undefined;
}

/**
 * The writes of each command in a commit that several may share. The number of a new record tells which command has
 * made it. The commands under way tell which one has ended an existing record. The balance and the holdings belong to
 * all of them.
 */
export function partsOf<Command extends { readonly request: Request }>(
  { changes }: ChangeSet,
  makerOf: MakerOf,
  underWay: UnderWay<Command>,
): ReadonlyMap<Command, Part> {
  const parts = new Map<Command, Part>();
  const take = (command: Command, change: Change): void => {
    const part = parts.get(command) ?? emptyPart();
    parts.set(command, part);
    add(part, change);
  };
  const ended: Change[] = [];
  for (const change of changes) {
    const number = numberIn(change, makerOf);
    const maker = number === undefined ? undefined : underWay.making(number);
    if (maker !== undefined) take(maker, change);
    else if (number === undefined) ended.push(change);
    else throw new Error(`no command that is under way makes #${number}`);
  }
  for (const change of ended) {
    const ender = enderOf(change, [...parts.keys()], makerOf, underWay);
    if (ender !== undefined) take(ender, change);
  }
  return parts;
}

/** The number of the entity, if it is new. */
function numberIn(change: Change, makerOf: MakerOf): number | undefined {
  if (change.action === 'check' || change.value.version > 1) return undefined;
  switch (change.entity) {
    case 'order':
      return makerOf(change.value.orderId);
    case 'balanceTransaction':
      return makerOf(change.value.transactionId);
    case 'assetTransaction':
      return makerOf(change.value.orderId ?? change.value.transactionId);
    case 'receipt':
      return makerOf(change.value.subjectId);
    default:
      return undefined;
  }
}

/**
 * The command that has ended the order or the cash row. Undefined for any other change. Another user may ask for the same in the same
 * process, and is refused.
 */
function enderOf<Command extends { readonly request: Request }>(
  change: Change,
  makers: readonly Command[],
  makerOf: MakerOf,
  { asking }: UnderWay<Command>,
): Command | undefined {
  if (change.action === 'check') return undefined;
  if (change.entity === 'order') {
    const { orderId, username } = change.value;
    const target = makerOf(orderId);
    const ends = (kind: 'replace' | 'cancel', request: Request): boolean =>
      request.kind === kind && request.target === target && request.username === username;
    const replacing = makers.find(({ request }) => ends('replace', request));
    return replacing ?? asking((request) => ends('cancel', request));
  }
  if (change.entity !== 'balanceTransaction' || change.value.type === 'ORDER_HOLD') return undefined;
  const { transactionId, status, username } = change.value;
  const target = makerOf(transactionId);
  return asking(
    (request) =>
      request.kind === 'settle' &&
      request.target === target &&
      request.username === username &&
      request.status === status,
  );
}
