import type { JSX } from 'preact';
import { api, resultOf } from '../service/client.ts';
import type { ServiceError } from '../service/problem.ts';
import type { AuditVerdict } from '../service/types.ts';
import { Check, type CheckOf } from './check.tsx';

/** Checks the audit trail of a user entry by entry, and shows what was found. */
export function VerifyTrail({ username, isAsked = false }: CheckOf): JSX.Element {
  return (
    <Check
      button="Verify the audit trail"
      hint="Finds out whether an entry was changed, removed or inserted. It changes nothing."
      isAsked={isAsked}
      failure={failureOf}
      run={() => resultOf(api.POST('/v1/users/{username}/verify-audit', { params: { path: { username } } }))}
    >
      {(verdict) => <Verdict verdict={verdict} />}
    </Check>
  );
}

function failureOf({ code, message }: ServiceError): string {
  return code === 'ROUTE_NOT_FOUND'
    ? 'This service has no accounts of its own, and does not verify their trails.'
    : message;
}

const FAULTS = {
  CHANGED: 'was changed',
  REMOVED: 'was removed',
  INSERTED: 'was inserted',
  UNKNOWN_KEY: 'names a key that the service was not given',
  NO_KEY: 'has no key, though it should',
} as const;

function Verdict({ verdict }: { readonly verdict: AuditVerdict }): JSX.Element {
  if (!verdict.ok) {
    return (
      <p class="notice failed">
        <strong>The audit trail is not whole.</strong> Its entry {verdict.sequence.toLocaleString()}{' '}
        {FAULTS[verdict.fault]}.
      </p>
    );
  }
  if (verdict.entries === 0) return <p class="notice">There is no audit trail of {verdict.username} in the store.</p>;
  return (
    <p class="notice good">
      <strong>The audit trail is whole.</strong> Entries: {verdict.entries.toLocaleString()}.
    </p>
  );
}
