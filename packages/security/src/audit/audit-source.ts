import { parse } from '@orderfolio/domain/adapter';
import * as z from 'zod';
import type { AuditSource } from './audit-event.ts';

/** Words of a client. */
export const words = z.string().optional();

const sourceSchema = z.strictObject({
  ipAddress: words,
  userAgent: words,
  requestId: words,
  secrets: z.array(z.string()).optional(),
});

/**
 * Where the request came from, with what must not appear in the trail. VALIDATION_FAILED for a field that is no text, or not
 * known: else a device token under a wrong name would protect nobody, and nobody would know.
 */
export function sourceOf(source: AuditSource, ...more: readonly unknown[]): AuditSource {
  const { secrets = [], ...known } = parse(sourceSchema, source, 'source');
  return { ...known, secrets: [...secrets, ...more.filter((secret) => typeof secret === 'string')] };
}
