import { parse, readFields, usernameSchema } from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { sourceOf, words } from '../audit/audit-source.ts';
import { type Patience, signalOf } from '../passwords/patience.ts';

/** The origin of a try of a password. */
export interface TriedFrom extends AuditSource, Patience {
  /** From an earlier login on this device. While it is sent, strangers who guess the password do not pause the account here. */
  readonly deviceToken?: string | undefined;
}

/** The actor for somebody else, and the origin. */
export interface ActingFor extends AuditSource, Patience {
  /** The username of the one who acts. It is recorded, but not checked: call `requireRole` first. */
  readonly by: string;
}

/** The origin of a request, and the actor if somebody else made it for the user. */
export interface OnBehalf extends AuditSource {
  readonly by?: string | undefined;
}

/** A try, as it was read. */
export interface Tried extends Patience {
  readonly source: AuditSource;
  readonly deviceToken: string | undefined;
}

/** Reads where a password is tried from. VALIDATION_FAILED. */
export function readTried({ deviceToken, signal, ...source }: TriedFrom, ...secrets: readonly unknown[]): Tried {
  return {
    source: sourceOf(source, ...secrets),
    deviceToken: parse(words, deviceToken, 'deviceToken'),
    signal: signalOf({ signal }),
  };
}

/** Reads who acts, and from where. VALIDATION_FAILED. */
export function readActing(acting: ActingFor, ...secrets: readonly unknown[]) {
  const { by, signal, ...source } = readFields(acting, 'acting');
  return {
    actor: parse(usernameSchema, by, 'by'),
    source: sourceOf(source, ...secrets),
    signal: signalOf({ signal }),
  };
}

/** Reads who acts. By default it is the user. VALIDATION_FAILED. */
export function readOnBehalf(given: OnBehalf, username: string) {
  const { by, ...source } = readFields(given, 'source');
  return { actor: by === undefined ? username : parse(usernameSchema, by, 'by'), source: sourceOf(source) };
}
