/* SQL that turns a file of this release into one of an older release. */

/** Removes what version 19 of the schema and later ones added. */
export const BACK_TO_VERSION_18 = `
  DROP INDEX users_by_email;
  DROP TABLE projections;
  DROP TABLE change_feed;
  DROP TABLE change_feed_state;
  DROP INDEX orders_by_fall;
  ALTER TABLE orders DROP COLUMN fall_book;
  CREATE INDEX orders_by_fall ON orders (asset_id, fall_key, order_id) WHERE fall_key IS NOT NULL;
  DROP INDEX trailing_groups_by_fall;
  ALTER TABLE trailing_groups DROP COLUMN fall_book;
  ALTER TABLE trailing_groups DROP COLUMN currency;
  CREATE INDEX trailing_groups_by_fall ON trailing_groups (asset_id, fall_key, group_id) WHERE fall_key IS NOT NULL;
  CREATE TABLE last_ticks_of_assets (
    asset_id TEXT NOT NULL PRIMARY KEY REFERENCES assets,
    price TEXT NOT NULL,
    at TEXT NOT NULL,
    is_settled INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    sequence INTEGER,
    applied_prices TEXT
  ) STRICT, WITHOUT ROWID;
  INSERT INTO last_ticks_of_assets
  SELECT asset_id, price, at, is_settled, version, created_at, updated_at, sequence, applied_prices FROM last_ticks
  WHERE currency = 'USD';
  DROP TABLE last_ticks;
  ALTER TABLE last_ticks_of_assets RENAME TO last_ticks;
  PRAGMA user_version = 18;`;

/** As above, and removes what versions 17 and 18 added. */
export const BACK_TO_VERSION_16 = `${BACK_TO_VERSION_18}
  ALTER TABLE orders DROP COLUMN currency;
  ALTER TABLE asset_transactions DROP COLUMN currency;
  ALTER TABLE asset_transactions DROP COLUMN rate;
  ALTER TABLE asset_balances DROP COLUMN cost_basis;
  ALTER TABLE asset_transactions DROP COLUMN cost_basis;
  ALTER TABLE asset_transactions DROP COLUMN cost_basis_after;
  ALTER TABLE asset_transactions DROP COLUMN realised_profit;
  ALTER TABLE asset_transactions DROP COLUMN ratio;
  PRAGMA user_version = 16;`;

/** As above, and removes what versions 10 to 16 added. */
const BACK_TO_VERSION_9 = `${BACK_TO_VERSION_16}
  DROP TABLE rates;
  ALTER TABLE orders DROP COLUMN fee_terms;
  ALTER TABLE orders DROP COLUMN fee;
  ALTER TABLE balance_transactions DROP COLUMN fee;
  ALTER TABLE asset_transactions DROP COLUMN fee;
  ALTER TABLE balance_transactions DROP COLUMN rate;
  ALTER TABLE receipts DROP COLUMN seal;
  DROP TABLE source_attempts;
  DROP INDEX login_attempts_by_end;
  DROP INDEX refresh_families_by_end;
  DROP INDEX refresh_tokens_by_family;
  ALTER TABLE login_attempts DROP COLUMN expires_at;
  ALTER TABLE refresh_families DROP COLUMN device_label;
  ALTER TABLE refresh_families DROP COLUMN last_used_at;
  ALTER TABLE refresh_families DROP COLUMN last_address;
  ALTER TABLE refresh_tokens DROP COLUMN family_expires_at;
  ALTER TABLE refresh_tokens DROP COLUMN rotated_at;
  ALTER TABLE refresh_tokens DROP COLUMN successor_hash;
  ALTER TABLE refresh_tokens DROP COLUMN sealed_successor;
  DROP TABLE account_tokens;
  ALTER TABLE users DROP COLUMN email_verified_at;
  PRAGMA user_version = 9;`;

/** As above, and removes what version 9 added. */
export const BACK_TO_VERSION_8 = `${BACK_TO_VERSION_9}
  DROP INDEX users_by_age;
  DROP INDEX users_by_status;
  ALTER TABLE users DROP COLUMN age_key;
  ALTER TABLE users DROP COLUMN status;
  ALTER TABLE users DROP COLUMN status_at;
  ALTER TABLE users DROP COLUMN status_by;
  ALTER TABLE users DROP COLUMN status_reason;
  ALTER TABLE users DROP COLUMN metadata;
  ALTER TABLE balances DROP COLUMN suspended;
  ALTER TABLE orders DROP COLUMN metadata;
  ALTER TABLE balance_transactions DROP COLUMN metadata;
  PRAGMA user_version = 8;`;

/** As above, and removes what version 8 added. */
export const BACK_TO_VERSION_7 = `${BACK_TO_VERSION_8}
  ALTER TABLE users ADD COLUMN password_hash TEXT NOT NULL DEFAULT 'not-a-password';
  DROP TABLE logins;
  PRAGMA user_version = 7;`;

/** As above, and removes what version 7 added. */
const BACK_TO_VERSION_6 = `${BACK_TO_VERSION_7}
  DROP TABLE turns;
  PRAGMA user_version = 6;`;

/** As above, and removes what version 6 added. */
const BACK_TO_VERSION_5 = `${BACK_TO_VERSION_6}
  ALTER TABLE asset_transactions DROP COLUMN description;
  PRAGMA user_version = 5;`;

/** As above, and removes what version 5 added. */
export const BACK_TO_VERSION_4 = `${BACK_TO_VERSION_5}
  ALTER TABLE last_ticks DROP COLUMN sequence;
  ALTER TABLE last_ticks DROP COLUMN applied_prices;
  ALTER TABLE orders DROP COLUMN seen_tick;
  PRAGMA user_version = 4;`;

/** As above, and removes what version 4 added. */
export const BACK_TO_VERSION_3 = `${BACK_TO_VERSION_4}
  ALTER TABLE balances DROP COLUMN sequence;
  ALTER TABLE balances DROP COLUMN last_id;
  ALTER TABLE balance_transactions DROP COLUMN balance_sequence;
  ALTER TABLE asset_balances DROP COLUMN sequence;
  ALTER TABLE asset_balances DROP COLUMN last_id;
  ALTER TABLE asset_transactions DROP COLUMN quantity_after;
  ALTER TABLE asset_transactions DROP COLUMN holding_sequence;
  PRAGMA user_version = 3;`;

/** As above, and removes what versions 2 and 3 added. */
export const BACK_TO_VERSION_1 = `${BACK_TO_VERSION_3}
  ALTER TABLE assets DROP COLUMN price_at;
  DROP TABLE last_ticks;
  DROP TABLE trailing_groups;
  DROP INDEX orders_by_fall;
  DROP INDEX orders_by_rise;
  DROP INDEX orders_by_due;
  DROP INDEX resting_orders_by_asset;
  ALTER TABLE orders DROP COLUMN time_in_force;
  ALTER TABLE orders DROP COLUMN trail_amount;
  ALTER TABLE orders DROP COLUMN trail_percent;
  ALTER TABLE orders DROP COLUMN high_water_mark;
  ALTER TABLE orders DROP COLUMN trailing_group_id;
  ALTER TABLE orders DROP COLUMN fall_key;
  ALTER TABLE orders DROP COLUMN rise_book;
  ALTER TABLE orders DROP COLUMN rise_key;
  ALTER TABLE orders DROP COLUMN due_at;
  PRAGMA user_version = 1;`;
