import { cashVerdict } from './cash-rules.ts';
import { userLine } from './lines.ts';
import { moveVerdict } from './move-rules.ts';
import { bodyOf, isMalformed, isRepeatable, type Request, receiptOf } from './requests.ts';
import { cashBalanceLine, NEW_ACCOUNT, type Terms, termsLine, withEntry } from './state.ts';
import { tradeVerdict } from './trade-rules.ts';
import { type Case, refused, type Verdict } from './verdict.ts';

/** The whole domain in a few plain rules. */
export function judge(given: Case): Verdict {
  if (isMalformed(given.request)) return refused('VALIDATION_FAILED');
  return replay(given) ?? decide(given);
}

/** The answer of a repeat. */
export function replayed(reply: string): string {
  return `replayed\n${reply}`;
}

function replay({ request, state }: Case): Verdict | undefined {
  const receipt = state.receipts.get(receiptOf(request) ?? '');
  if (receipt === undefined || !isRepeatable(request)) return undefined;
  if (receipt.body === bodyOf(request))
    return { kind: 'unchanged', replies: new Set([...receipt.replies].map(replayed)) };
  return refused('IDEMPOTENCY_CONFLICT');
}

function decide({ request, ...rest }: Case): Verdict {
  switch (request.kind) {
    case 'createUser':
      return createUser({ request, ...rest });
    case 'createAsset': {
      const { assetId, price, decimals, minUnits } = request;
      return withTerms({ request, ...rest }, assetId, { price, decimals, minUnits, isActive: true });
    }
    case 'setPrice': {
      const terms = rest.state.assets.get(request.assetId);
      if (terms === undefined) return refused('ASSET_NOT_FOUND');
      return withTerms({ request, ...rest }, request.assetId, { ...terms, price: request.price });
    }
    case 'setScale': {
      const terms = rest.state.assets.get(request.assetId);
      if (terms === undefined) return refused('ASSET_NOT_FOUND');
      return withTerms({ request, ...rest }, request.assetId, { ...terms, decimals: request.decimals });
    }
    case 'activate':
    case 'deactivate': {
      const terms = rest.state.assets.get(request.assetId);
      if (terms === undefined) return refused('ASSET_NOT_FOUND');
      const isActive = request.kind === 'activate';
      if (terms.isActive === isActive)
        return { kind: 'unchanged', replies: new Set([termsLine(request.assetId, terms)]) };
      return withTerms({ request, ...rest }, request.assetId, { ...terms, isActive });
    }
    case 'buy':
    case 'sell':
      return tradeVerdict({ request, ...rest });
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding':
      return moveVerdict({ request, ...rest });
    default:
      return cashVerdict({ request, ...rest });
  }
}

function createUser({ request, state }: Case<Extract<Request, { kind: 'createUser' }>>): Verdict {
  const { username, email } = request;
  const isTaken = [...state.accounts].some(([name, account]) => name === username || account.email === email);
  if (isTaken) return refused('ALREADY_EXISTS');
  const account = { ...NEW_ACCOUNT, email };
  const line = userLine({ username, email });
  return {
    kind: 'done',
    next: { ...state, accounts: withEntry(state.accounts, username, account) },
    written: [line, cashBalanceLine(username, account)],
    reply: line,
  };
}

function withTerms({ state }: Case, assetId: string, terms: Terms): Verdict {
  const line = termsLine(assetId, terms);
  const next = { ...state, assets: withEntry(state.assets, assetId, terms) };
  return { kind: 'done', next, written: [line], reply: line };
}
