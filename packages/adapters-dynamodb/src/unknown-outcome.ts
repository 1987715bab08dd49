import { isDecimal } from '@orderfolio/domain';
import type { CommitPlan } from './commit-plan.ts';
import type { Connection } from './connection.ts';
import { attributeOf } from './mappers/mapper.ts';

/**
 * Whether a commit without a clear answer is stored. All of its writes are stored, or none. So the first item that can tell is enough: it
 * has the token of the commit that wrote it last. `unknown` if all items have changed since.
 */
export async function findOutcome(
  connection: Connection,
  { written }: CommitPlan,
  token: string,
): Promise<'applied' | 'not applied' | 'unknown'> {
  const items = await connection.lookUp(written.map(({ key }) => key));
  if (items.some((item) => attributeOf(item, 'commit') === token)) return 'applied';
  const isMissing = written.some(({ version }, index) => {
    const stored = attributeOf(items[index], 'version');
    return !isDecimal(stored) || stored.lte(String(version));
  });
  return isMissing ? 'not applied' : 'unknown';
}
