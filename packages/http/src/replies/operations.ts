import type { ParkedEvent } from '@orderfolio/domain';
import { eventSchema, timestampSchema, usernameSchema } from '@orderfolio/domain/schemas';
import type { TrailVerdict } from '@orderfolio/security';
import * as z from 'zod';
import { presentEvent } from './events.ts';
import { kind } from './result-kind.ts';

export const parkedEvent = kind<ParkedEvent>(
  'ParkedEvent',
  z.strictObject({
    event: eventSchema,
    shard: z.string(),
    reason: z.string(),
    parkedAt: timestampSchema,
    status: z.enum(['PARKED', 'RETRIED', 'DROPPED']),
  }),
  (parked) => ({ ...parked, event: presentEvent(parked.event) }),
);

const sequence = z.int().min(1);
const FAULTS = ['CHANGED', 'REMOVED', 'INSERTED', 'UNKNOWN_KEY', 'NO_KEY'] as const;

export const auditVerdict = kind<TrailVerdict & { readonly username: string }>(
  'AuditVerdict',
  z.discriminatedUnion('ok', [
    z.strictObject({ username: usernameSchema, ok: z.literal(true), entries: z.int().min(0) }),
    z.strictObject({ username: usernameSchema, ok: z.literal(false), sequence, fault: z.enum(FAULTS) }),
  ]),
);
