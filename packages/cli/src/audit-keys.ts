import type { NamedSecret } from '@orderfolio/security';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The keys of the trail, from the environment: the current one first. Throws UsageError. */
export function readAuditKeys({ env }: Pick<Terminal, 'env'>): readonly NamedSecret[] {
  const words = (env.ORDERFOLIO_AUDIT_KEYS ?? '').split(/\s+/).filter((word) => word !== '');
  return words.map((word) => {
    const [, kid, secret] = /^([^:]+):(.+)$/.exec(word) ?? [];
    if (kid === undefined || secret === undefined)
      throw new UsageError('ORDERFOLIO_AUDIT_KEYS: must have KID:SECRET, separated by spaces');
    return { kid, secret };
  });
}
