import * as domain from '@orderfolio/domain';
import { TOKENS } from '@orderfolio/domain/inversify';
import { describe, expect, test } from 'vitest';

/** All callers share tables and objects. The schemas belong to zod. */
const SHARED = Object.entries<unknown>({ ...domain, TOKENS }).filter(
  ([, value]) => typeof value === 'object' && value !== null && !('_zod' in value),
);

describe('what a package exports for all to read', () => {
  test.each(SHARED)('%s cannot be written to', (_name, value) => {
    expect(writablePlacesOf(value)).toEqual([]);
  });
});

/** The paths of everything that is not frozen, without the schemas of zod. */
function writablePlacesOf(value: unknown, path = '#'): string[] {
  if (typeof value !== 'object' || value === null || '_zod' in value) return [];
  const inner = Object.entries(value).flatMap(([key, part]) => writablePlacesOf(part, `${path}/${key}`));
  return Object.isFrozen(value) ? inner : [path, ...inner];
}
