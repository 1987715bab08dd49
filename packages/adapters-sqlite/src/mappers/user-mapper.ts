import type { User, UserStatus } from '@orderfolio/domain';
import { type Mapper, metadataOf, metadataText, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface UserRow extends StoredRow {
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly phone: string | null;
  readonly date_of_birth: string | null;
  readonly marketing_emails_consent: number;
  readonly role: string;
  readonly status: UserStatus;
  readonly email_verified_at: string | null;
  readonly status_at: string | null;
  readonly status_by: string | null;
  readonly status_reason: string | null;
  readonly metadata: string | null;
}

export const userMapper: Mapper<User<string>, UserRow> = {
  entity: 'user',
  table: 'users',
  columns: {
    username: (user) => user.username,
    email: (user) => user.email,
    first_name: (user) => user.firstName,
    last_name: (user) => user.lastName,
    phone: (user) => user.phone ?? null,
    date_of_birth: (user) => user.dateOfBirth ?? null,
    marketing_emails_consent: (user) => Number(user.marketingEmailsConsent),
    role: (user) => user.role,
    status: (user) => user.status,
    email_verified_at: (user) => user.emailVerifiedAt ?? null,
    status_at: (user) => user.statusAt ?? null,
    status_by: (user) => user.statusBy ?? null,
    status_reason: (user) => user.statusReason ?? null,
    metadata: (user) => metadataText(user.metadata),
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone ?? undefined,
    dateOfBirth: row.date_of_birth ?? undefined,
    marketingEmailsConsent: row.marketing_emails_consent === 1,
    role: row.role,
    status: row.status,
    emailVerifiedAt: row.email_verified_at ?? undefined,
    statusAt: row.status_at ?? undefined,
    statusBy: row.status_by ?? undefined,
    statusReason: row.status_reason ?? undefined,
    metadata: metadataOf(row.metadata, 'user'),
    ...storedFields(row),
  }),
};
