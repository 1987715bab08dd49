import { difference, signOf } from '../amounts/decimal.ts';
import type { Order, ReplaceOrder } from '../service/types.ts';
import { ruleOf } from './ticket.ts';

/** The terms of a resting order that can be replaced. An order has some of them. */
export interface Terms {
  readonly quantity: string;
  readonly limitPrice: string | undefined;
  readonly stopPrice: string | undefined;
}

const TERMS = ['quantity', 'limitPrice', 'stopPrice'] as const;

export function termsOf({ quantity, limitPrice, stopPrice }: Order): Terms {
  return { quantity, limitPrice, stopPrice };
}

/** What has been changed, or what is wrong by the names of the fields. An unchanged term is not sent: it may not be allowed any more. */
export function replacementOf(
  order: Order,
  terms: Terms,
): { readonly command: ReplaceOrder } | { readonly wrong: Readonly<Record<string, string>> } {
  const command: Partial<Record<(typeof TERMS)[number], string>> = {};
  const wrong: Record<string, string> = {};
  for (const term of TERMS) {
    const before = order[term];
    if (before === undefined) continue;
    const now = (terms[term] ?? '').trim();
    const rule = now === '' ? 'is required' : ruleOf(now);
    if (rule !== undefined) wrong[term] = rule;
    else if (signOf(difference(now, before) ?? '') !== 0) command[term] = now;
  }
  if (Object.keys(wrong).length > 0) return { wrong };
  return Object.keys(command).length > 0 ? { command } : { wrong: { quantity: 'or a price must be another one' } };
}
