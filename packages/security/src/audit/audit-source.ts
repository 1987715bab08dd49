import { parse } from '@orderfolio/domain/adapter';
import * as z from 'zod';
import type { AuditSource } from './audit-event.ts';

/** Text from a client. */
export const words = z.string().optional();

const sourceSchema = z.strictObject({
  ipAddress: words,
  userAgent: words,
  requestId: words,
  secrets: z.array(z.string()).optional(),
});

/**
 * Where the request came from, and the texts that must not appear in the trail. VALIDATION_FAILED for a field that is not text, or not
 * known: a device token under a wrong name would otherwise protect nobody, and nobody would notice.
 */
export function sourceOf(source: AuditSource, ...more: readonly unknown[]): AuditSource {
  const { secrets = [], ...known } = parse(sourceSchema, source, 'source');
  return { ...known, secrets: [...secrets, ...more.filter((secret) => typeof secret === 'string')] };
}
