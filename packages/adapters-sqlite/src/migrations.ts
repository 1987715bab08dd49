/**
 * The schema's history. It only goes forward. Each step runs once, and never changes after a release. Amounts are canonical decimal text.
 * The tables refuse negative amounts where the domain has none.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE users (
    username TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    phone TEXT,
    date_of_birth TEXT,
    marketing_emails_consent INTEGER NOT NULL,
    role TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE balances (
    username TEXT NOT NULL REFERENCES users,
    currency TEXT NOT NULL,
    available TEXT NOT NULL CHECK (available NOT LIKE '-%'),
    held TEXT NOT NULL CHECK (held NOT LIKE '-%'),
    total_deposits TEXT NOT NULL,
    total_withdrawals TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, currency)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE balance_transactions (
    username TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    type TEXT NOT NULL,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT NOT NULL,
    reference_id TEXT,
    balance_after TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, transaction_id),
    FOREIGN KEY (username, currency) REFERENCES balances
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE assets (
    asset_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT,
    category TEXT NOT NULL,
    symbol TEXT,
    image TEXT,
    amount TEXT NOT NULL CHECK (amount NOT LIKE '-%'),
    price_usd TEXT NOT NULL CHECK (price_usd NOT LIKE '-%'),
    is_active INTEGER NOT NULL,
    quantity_scale INTEGER NOT NULL,
    min_quantity TEXT,
    market_data TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    age_key TEXT NOT NULL GENERATED ALWAYS AS (created_at || ' ' || asset_id) VIRTUAL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX assets_by_age ON assets (age_key);
  CREATE INDEX active_assets_by_age ON assets (age_key) WHERE is_active = 1;

  CREATE TABLE asset_balances (
    username TEXT NOT NULL REFERENCES users,
    asset_id TEXT NOT NULL REFERENCES assets,
    available TEXT NOT NULL CHECK (available NOT LIKE '-%'),
    held TEXT NOT NULL CHECK (held NOT LIKE '-%'),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, asset_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE asset_transactions (
    username TEXT NOT NULL REFERENCES users,
    transaction_id TEXT NOT NULL,
    asset_id TEXT NOT NULL REFERENCES assets,
    type TEXT NOT NULL,
    quantity TEXT NOT NULL,
    price TEXT NOT NULL,
    total_amount TEXT NOT NULL,
    status TEXT NOT NULL,
    order_id TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, transaction_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX asset_transactions_by_asset ON asset_transactions (username, asset_id, transaction_id);

  CREATE TABLE orders (
    username TEXT NOT NULL REFERENCES users,
    order_id TEXT NOT NULL,
    client_order_id TEXT,
    order_type TEXT NOT NULL,
    asset_id TEXT NOT NULL REFERENCES assets,
    quantity TEXT NOT NULL,
    limit_price TEXT,
    stop_price TEXT,
    expires_at TEXT,
    status TEXT NOT NULL,
    execution_price TEXT,
    total_amount TEXT,
    held_amount TEXT,
    triggered_at TEXT,
    status_reason TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, order_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX orders_by_asset ON orders (username, asset_id, order_id);
  CREATE INDEX orders_by_status ON orders (username, status, order_id);
  CREATE UNIQUE INDEX orders_by_client_order_id ON orders (username, client_order_id) WHERE client_order_id IS NOT NULL;

  CREATE TABLE receipts (
    username TEXT NOT NULL REFERENCES users,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    request TEXT NOT NULL,
    result TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, scope, key)
  ) STRICT, WITHOUT ROWID;

  -- Of any username that someone tried to log in with, whether or not a user has it: no reference to users.
  CREATE TABLE login_attempts (
    username TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    pauses INTEGER NOT NULL,
    last_failure_at TEXT,
    paused_until TEXT,
    epoch INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refresh_families (
    username TEXT NOT NULL REFERENCES users,
    family_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    revoked_reason TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, family_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refresh_tokens (
    username TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    family_id TEXT NOT NULL,
    status TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, token_hash),
    FOREIGN KEY (username, family_id) REFERENCES refresh_families
  ) STRICT, WITHOUT ROWID;

  -- A trail tells of failed logins to names that nobody has, too.
  CREATE TABLE audit_entries (
    username TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    record TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit_heads (
    username TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    hash TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE locks (
    username TEXT NOT NULL PRIMARY KEY,
    fence INTEGER NOT NULL,
    operation TEXT NOT NULL,
    expires_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Orders that rest. Prices that the index searches are sort keys (see sort-key.ts), since the text of an amount sorts
  // wrongly. The table is made anew: SQLite would read the whole schema again for each added column.
  `
  CREATE TABLE orders_with_triggers (
    username TEXT NOT NULL REFERENCES users,
    order_id TEXT NOT NULL,
    client_order_id TEXT,
    order_type TEXT NOT NULL,
    asset_id TEXT NOT NULL REFERENCES assets,
    quantity TEXT NOT NULL,
    time_in_force TEXT,
    limit_price TEXT,
    stop_price TEXT,
    trail_amount TEXT,
    trail_percent TEXT,
    high_water_mark TEXT,
    trailing_group_id TEXT,
    expires_at TEXT,
    status TEXT NOT NULL,
    execution_price TEXT,
    total_amount TEXT,
    held_amount TEXT,
    triggered_at TEXT,
    status_reason TEXT,
    fall_key TEXT,
    rise_book TEXT,
    rise_key TEXT,
    due_at TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, order_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO orders_with_triggers (username, order_id, client_order_id, order_type, asset_id, quantity, limit_price,
    stop_price, expires_at, status, execution_price, total_amount, held_amount, triggered_at, status_reason, version,
    created_at, updated_at)
  SELECT username, order_id, client_order_id, order_type, asset_id, quantity, limit_price, stop_price, expires_at, status,
    execution_price, total_amount, held_amount, triggered_at, status_reason, version, created_at, updated_at FROM orders;
  DROP TABLE orders;
  ALTER TABLE orders_with_triggers RENAME TO orders;
  CREATE INDEX orders_by_asset ON orders (username, asset_id, order_id);
  CREATE INDEX orders_by_status ON orders (username, status, order_id);
  CREATE UNIQUE INDEX orders_by_client_order_id ON orders (username, client_order_id) WHERE client_order_id IS NOT NULL;
  CREATE INDEX orders_by_fall ON orders (asset_id, fall_key, order_id) WHERE fall_key IS NOT NULL;
  CREATE INDEX orders_by_rise ON orders (rise_book, rise_key, order_id) WHERE rise_key IS NOT NULL;
  CREATE INDEX orders_by_due ON orders (due_at, order_id) WHERE due_at IS NOT NULL;
  CREATE INDEX resting_orders_by_asset ON orders (asset_id, order_id) WHERE status = 'QUEUED';

  CREATE TABLE last_ticks (
    asset_id TEXT NOT NULL PRIMARY KEY REFERENCES assets,
    price TEXT NOT NULL,
    at TEXT NOT NULL,
    is_settled INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE trailing_groups (
    asset_id TEXT NOT NULL REFERENCES assets,
    group_id TEXT NOT NULL,
    trail_type TEXT NOT NULL,
    mark TEXT NOT NULL,
    narrowest_trail TEXT,
    joined INTEGER NOT NULL,
    joined_at TEXT NOT NULL,
    fall_key TEXT,
    rise_book TEXT,
    rise_key TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (asset_id, group_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX trailing_groups_by_fall ON trailing_groups (asset_id, fall_key, group_id) WHERE fall_key IS NOT NULL;
  CREATE INDEX trailing_groups_by_rise ON trailing_groups (rise_book, rise_key, group_id) WHERE rise_key IS NOT NULL;
  `,
  // When the catalogue's price was set. For older rows, the last change of the asset is the best known time.
  'ALTER TABLE assets ADD COLUMN price_at TEXT;',
  // The sequence that orders the effects of a balance and of a holding, and their ids. Older rows have none.
  `
  ALTER TABLE balances ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE balances ADD COLUMN last_id TEXT;
  ALTER TABLE balance_transactions ADD COLUMN balance_sequence INTEGER;
  ALTER TABLE asset_balances ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE asset_balances ADD COLUMN last_id TEXT;
  ALTER TABLE asset_transactions ADD COLUMN quantity_after TEXT;
  ALTER TABLE asset_transactions ADD COLUMN holding_sequence INTEGER;
  `,
  // Which prices of one time have been applied, and which price an order has seen.
  `
  ALTER TABLE last_ticks ADD COLUMN sequence INTEGER;
  ALTER TABLE last_ticks ADD COLUMN applied_prices TEXT;
  ALTER TABLE orders ADD COLUMN seen_tick INTEGER;
  `,
  // Rows of the asset ledger that no order explains: transfers and adjustments.
  `
  ALTER TABLE asset_transactions ADD COLUMN description TEXT;
  `,
  // The turns of processes: which one the others let go first, by lane.
  `
  CREATE TABLE turns (
    lane TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Logins have their own table, apart from users. Only unknown names stay in login_attempts.
  `
  CREATE TABLE logins (
    username TEXT NOT NULL PRIMARY KEY REFERENCES users,
    password_hash TEXT,
    failures INTEGER NOT NULL,
    pauses INTEGER NOT NULL,
    last_failure_at TEXT,
    paused_until TEXT,
    epoch INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO logins (username, password_hash, failures, pauses, last_failure_at, paused_until, epoch, version, created_at,
    updated_at)
  SELECT u.username, u.password_hash, coalesce(a.failures, 0), coalesce(a.pauses, 0), a.last_failure_at, a.paused_until,
    coalesce(a.epoch, 0), coalesce(a.version, 1), coalesce(a.created_at, u.created_at), coalesce(a.updated_at, u.updated_at)
  FROM users u LEFT JOIN login_attempts a ON a.username = u.username;
  DELETE FROM login_attempts WHERE username IN (SELECT username FROM users);
  ALTER TABLE users DROP COLUMN password_hash;
  `,
  // What operators do with accounts, and the metadata that services attach to users, orders and cash rows.
  `
  ALTER TABLE users ADD COLUMN status TEXT NOT NULL DEFAULT 'ACTIVE';
  ALTER TABLE users ADD COLUMN status_at TEXT;
  ALTER TABLE users ADD COLUMN status_by TEXT;
  ALTER TABLE users ADD COLUMN status_reason TEXT;
  ALTER TABLE users ADD COLUMN metadata TEXT;
  ALTER TABLE users ADD COLUMN age_key TEXT NOT NULL GENERATED ALWAYS AS (created_at || ' ' || username) VIRTUAL;
  CREATE INDEX users_by_age ON users (age_key);
  CREATE INDEX users_by_status ON users (status, age_key);
  ALTER TABLE balances ADD COLUMN suspended INTEGER;
  ALTER TABLE orders ADD COLUMN metadata TEXT;
  ALTER TABLE balance_transactions ADD COLUMN metadata TEXT;
  `,
  // Tokens that were sent to an address, also for unknown names. And whether mail arrives there.
  `
  CREATE TABLE account_tokens (
    username TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (username, token_hash)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE users ADD COLUMN email_verified_at TEXT;
  `,
  // What a user sees of a session, and the answer to a repeated refresh whose reply was lost.
  `
  ALTER TABLE refresh_families ADD COLUMN device_label TEXT;
  ALTER TABLE refresh_families ADD COLUMN last_used_at TEXT;
  ALTER TABLE refresh_families ADD COLUMN last_address TEXT;
  ALTER TABLE refresh_tokens ADD COLUMN family_expires_at TEXT;
  ALTER TABLE refresh_tokens ADD COLUMN rotated_at TEXT;
  ALTER TABLE refresh_tokens ADD COLUMN successor_hash TEXT;
  ALTER TABLE refresh_tokens ADD COLUMN sealed_successor TEXT;
  `,
  // When records that end by themselves may be removed.
  `
  ALTER TABLE login_attempts ADD COLUMN expires_at TEXT;
  CREATE INDEX login_attempts_by_end ON login_attempts (expires_at) WHERE expires_at IS NOT NULL;
  CREATE INDEX refresh_families_by_end ON refresh_families (expires_at);
  CREATE INDEX refresh_tokens_by_family ON refresh_tokens (username, family_id);
  CREATE INDEX account_tokens_by_end ON account_tokens (expires_at);
  `,
  // Refused logins by the address that they came from, whatever name they tried.
  `
  CREATE TABLE source_attempts (
    source_hash TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    pauses INTEGER NOT NULL,
    last_failure_at TEXT,
    paused_until TEXT,
    expires_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX source_attempts_by_end ON source_attempts (expires_at);
  `,
  // Exchange rates, and the rates of conversions. A pair of currencies has one rate, in either direction.
  `
  CREATE TABLE rates (
    pair TEXT NOT NULL PRIMARY KEY,
    base TEXT NOT NULL,
    quote TEXT NOT NULL,
    rate TEXT NOT NULL CHECK (rate NOT LIKE '-%'),
    at TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    age_key TEXT NOT NULL GENERATED ALWAYS AS (created_at || ' ' || pair) VIRTUAL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rates_by_age ON rates (age_key);
  ALTER TABLE balance_transactions ADD COLUMN rate TEXT;
  `,
  // The seal binds a receipt to its records. A sealed receipt leaves most of its result to them.
  'ALTER TABLE receipts ADD COLUMN seal TEXT;',
  // The fees of orders, and their terms.
  `
  ALTER TABLE orders ADD COLUMN fee_terms TEXT;
  ALTER TABLE orders ADD COLUMN fee TEXT;
  ALTER TABLE balance_transactions ADD COLUMN fee TEXT;
  ALTER TABLE asset_transactions ADD COLUMN fee TEXT;
  `,
  // The cost of holdings. `schema.ts` works it out for existing ones.
  `
  ALTER TABLE asset_balances ADD COLUMN cost_basis TEXT;
  ALTER TABLE asset_transactions ADD COLUMN cost_basis TEXT;
  ALTER TABLE asset_transactions ADD COLUMN cost_basis_after TEXT;
  ALTER TABLE asset_transactions ADD COLUMN realised_profit TEXT;
  ALTER TABLE asset_transactions ADD COLUMN ratio TEXT;
  `,
  // The currency of orders, and its worth in dollars.
  `
  ALTER TABLE orders ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
  ALTER TABLE asset_transactions ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
  ALTER TABLE asset_transactions ADD COLUMN rate TEXT;
  `,
  // A book, a last price and trailing groups for each currency. Existing ones are in dollars.
  `
  CREATE TABLE last_ticks_by_currency (
    asset_id TEXT NOT NULL REFERENCES assets,
    currency TEXT NOT NULL,
    price TEXT NOT NULL,
    at TEXT NOT NULL,
    sequence INTEGER,
    applied_prices TEXT,
    is_settled INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (asset_id, currency)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO last_ticks_by_currency (asset_id, currency, price, at, sequence, applied_prices, is_settled, version,
    created_at, updated_at)
  SELECT asset_id, 'USD', price, at, sequence, applied_prices, is_settled, version, created_at, updated_at FROM last_ticks;
  DROP TABLE last_ticks;
  ALTER TABLE last_ticks_by_currency RENAME TO last_ticks;
  ALTER TABLE trailing_groups ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
  ALTER TABLE trailing_groups ADD COLUMN fall_book TEXT;
  UPDATE trailing_groups SET fall_book = asset_id WHERE fall_key IS NOT NULL;
  DROP INDEX trailing_groups_by_fall;
  CREATE INDEX trailing_groups_by_fall ON trailing_groups (fall_book, fall_key, group_id) WHERE fall_key IS NOT NULL;
  ALTER TABLE orders ADD COLUMN fall_book TEXT;
  UPDATE orders SET fall_book = asset_id WHERE fall_key IS NOT NULL;
  DROP INDEX orders_by_fall;
  CREATE INDEX orders_by_fall ON orders (fall_book, fall_key, order_id) WHERE fall_key IS NOT NULL;
  `,
  // The feed of changes. It has a row for each commit since it was switched on.
  `
  CREATE TABLE change_feed (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    events TEXT NOT NULL
  ) STRICT;
  CREATE TABLE change_feed_state (
    id TEXT NOT NULL PRIMARY KEY,
    is_on INTEGER NOT NULL,
    trimmed_to INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO change_feed_state (id, is_on, trimmed_to) VALUES ('feed', 0, 0);
  `,
  // The texts that readers of the feed keep.
  `
  CREATE TABLE projections (
    projection TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    expires_at TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (projection, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX projections_by_end ON projections (expires_at) WHERE expires_at IS NOT NULL;
  `,
  // The e-mails that operators search. Nobody reads mail to that of an erased user.
  "CREATE INDEX users_by_email ON users (email) WHERE status <> 'ERASED';",
];
