// The ground: packs and their forms, the tree of units, accounts and sessions, filings with their history and seals,
// the roll-up queue, audit, and the rights of the three database roles.
import type { Knex } from 'knex'

const firstYear = 2019
const lastYear = 2027

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table pack (
      id text not null,
      version int not null,
      title text not null,
      checksum text not null,
      content jsonb not null,
      installed_at timestamptz not null,
      constraint pack_key primary key (id, version)
    );
    comment on table pack is 'Installed packs; content holds everything but forms and workflows. Immutable: a change is a new version.';

    create table form_version (
      pack_id text not null,
      form_id text not null,
      version int not null,
      code text not null,
      title text not null,
      checksum text not null,
      definition jsonb not null,
      source text not null,
      installed_at timestamptz not null,
      constraint form_version_key primary key (pack_id, form_id, version)
    );
    comment on column form_version.source is 'The YAML as it was read, comments included.';

    create table form_ordinal (
      pack_id text not null,
      form_id text not null,
      table_id text not null,
      cell text not null,
      ordinal int not null,
      constraint form_ordinal_key primary key (pack_id, form_id, table_id, cell),
      constraint form_ordinal_once unique (pack_id, form_id, table_id, ordinal)
    );
    comment on table form_ordinal is 'Position of a cell in the stored array. It belongs to the form, not to a version: given once, never reused. Table '''' holds the cells of all fixed tables; a table with rows per unit has positions of its own, one per column.';

    create table workflow_version (
      pack_id text not null,
      workflow_id text not null,
      version int not null,
      checksum text not null,
      definition jsonb not null,
      source text not null,
      installed_at timestamptz not null,
      constraint workflow_version_key primary key (pack_id, workflow_id, version)
    );

    create table unit (
      id uuid primary key,
      code text not null,
      kind text not null,
      name text not null,
      parent_id uuid references unit (id),
      valid_from date not null,
      valid_to date,
      constraint unit_code_once unique (code),
      constraint unit_validity check (valid_to is null or valid_to > valid_from)
    );
    create index unit_parent on unit (parent_id);

    create table unit_ancestor (
      unit_id uuid not null references unit (id),
      ancestor_id uuid not null references unit (id),
      depth int not null,
      constraint unit_ancestor_key primary key (unit_id, ancestor_id)
    );
    create index unit_ancestor_down on unit_ancestor (ancestor_id, depth);
    comment on table unit_ancestor is 'Every unit with each unit above it, itself at depth 0: the subtree of a scope is one index range.';

    create table account (
      id uuid primary key,
      login text not null,
      name text not null,
      unit_id uuid not null references unit (id),
      role text not null,
      password_hash text not null,
      must_change_password boolean not null default true,
      locked_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null,
      constraint account_login_once unique (login)
    );
    create index account_unit on account (unit_id, role);

    create table session (
      id_hash bytea primary key,
      account_id uuid not null references account (id),
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null,
      address text not null,
      agent text not null
    );
    create index session_account on session (account_id);
    comment on column session.id_hash is 'SHA-256 of the cookie: a stolen table opens no session.';

    create table login_failure (
      key text primary key,
      points int not null,
      expire bigint
    );

    create table period (
      id uuid primary key,
      pack_id text not null,
      kind text not null,
      cycle text not null,
      year int not null,
      title text not null,
      data_from date not null,
      data_to jsonb not null,
      ends_on date not null,
      opened_at timestamptz not null,
      locked_at timestamptz,
      constraint period_once unique (pack_id, kind, year)
    );
    create unique index period_open_once on period (cycle) where locked_at is null;
    comment on table period is 'A row is an opened period; the lock is locked_at, one row, visible to everybody at one commit.';

    create table filing (
      id uuid primary key,
      pack_id text not null,
      form_id text not null,
      form_version int not null,
      workflow_pack text not null,
      workflow_id text not null,
      workflow_version int not null,
      period_id uuid not null references period (id),
      unit_id uuid not null references unit (id),
      unit_name text not null,
      parent_id uuid references unit (id),
      receiver_id uuid references unit (id),
      on_behalf boolean not null,
      needs_checker boolean not null,
      due_on date,
      data_to date not null,
      state text not null,
      revision int not null default 0,
      cells int8[] not null default '{}',
      texts jsonb not null default '{}',
      entered_by uuid references account (id),
      updated_at timestamptz,
      seal_id uuid,
      counted_seal_id uuid,
      sent_at timestamptz,
      stale_since timestamptz,
      constraint filing_once unique (period_id, pack_id, form_id, unit_id),
      constraint filing_form foreign key (pack_id, form_id, form_version) references form_version (pack_id, form_id, version),
      constraint filing_workflow foreign key (workflow_pack, workflow_id, workflow_version) references workflow_version (pack_id, workflow_id, version)
    );
    alter table filing alter column cells set storage external;
    create index filing_unit on filing (unit_id, state);
    create index filing_receiver on filing (receiver_id, period_id, pack_id, form_id);
    comment on table filing is 'A form filled in. For a report the row is the obligation: it exists from the opening of the period on.';
    comment on column filing.cells is 'Integers (value times 10^decimals) of the fixed tables, by form_ordinal; null is blank.';

    create table filing_row (
      filing_id uuid not null references filing (id),
      table_id text not null,
      row_key text not null,
      title text not null,
      cells int8[] not null,
      constraint filing_row_key primary key (filing_id, table_id, row_key)
    );
    alter table filing_row alter column cells set storage external;

    create table seal (
      id uuid primary key,
      filing_id uuid not null references filing (id),
      number int not null,
      at timestamptz not null,
      by_account uuid not null references account (id),
      revision int not null,
      form_version int not null,
      cells int8[] not null,
      rows jsonb not null,
      content jsonb not null,
      hash text not null,
      constraint seal_number_once unique (filing_id, number)
    );
    alter table seal alter column cells set storage external;
    comment on column seal.rows is 'Rows per unit: [{table, key, title, cells}]; integers beyond 2^53 as strings.';
    comment on column seal.content is 'Unit, parent and receiver of the day, coverage, texts. The hash is over cells, rows and content together.';
    alter table filing add constraint filing_seal foreign key (seal_id) references seal (id);
    alter table filing add constraint filing_counted_seal foreign key (counted_seal_id) references seal (id);

    create table roll_up_queue (
      id bigint generated always as identity primary key,
      upper_filing_id uuid not null references filing (id),
      at timestamptz not null,
      request_id text not null
    );
    comment on table roll_up_queue is 'Append-only marks; uncommitted ones are invisible to the worker and so cannot be lost.';

    create table idempotency (
      account_id uuid not null references account (id),
      key text not null,
      action text not null,
      request_hash text not null,
      status int not null,
      reply jsonb not null,
      at timestamptz not null,
      constraint idempotency_key primary key (account_id, key)
    );
    create index idempotency_at on idempotency (at);

    create table filing_change (
      filing_id uuid not null,
      revision int not null,
      at timestamptz not null,
      by_account uuid,
      addresses text[] not null,
      before text[] not null,
      after text[] not null,
      constraint filing_change_key primary key (filing_id, revision, at)
    ) partition by range (at);

    create table filing_event (
      id uuid not null,
      filing_id uuid not null,
      at timestamptz not null,
      by_account uuid not null,
      action text not null,
      from_state text not null,
      to_state text not null,
      reason text,
      note text,
      revision int not null,
      constraint filing_event_key primary key (id, at)
    ) partition by range (at);
    create index filing_event_filing on filing_event (filing_id, at);

    create table audit (
      id uuid not null,
      at timestamptz not null,
      request_id text not null,
      account_id uuid,
      login text,
      unit_id uuid,
      address text,
      action text not null,
      object_type text,
      object_id text,
      outcome text not null,
      problem text,
      revision_from int,
      revision_to int,
      constraint audit_key primary key (id, at),
      constraint audit_outcome check (outcome in ('done', 'refused'))
    ) partition by range (at);
    create index audit_account on audit (account_id, at);
    create index audit_object on audit (object_id, at);
  `)

  for (const table of ['filing_change', 'filing_event', 'audit']) {
    for (let year = firstYear; year <= lastYear; year++) {
      await knex.raw(
        `create table ${table}_${year} partition of ${table} for values from ('${year}-01-01') to ('${year + 1}-01-01')`,
      )
    }
    await knex.raw(`create table ${table}_other partition of ${table} default`)
  }

  // What is history is only ever added to by the application; correcting it takes the owner.
  await knex.raw(`
    grant usage on schema public to bieumau_app, bieumau_read;
    grant select on all tables in schema public to bieumau_app, bieumau_read;
    grant insert on all tables in schema public to bieumau_app;
    grant update, delete on session, login_failure, roll_up_queue, idempotency, filing_row, unit_ancestor to bieumau_app;
    grant update on unit, account, period, filing to bieumau_app;
    revoke select on session, account from bieumau_read;
  `)
}

export async function down(): Promise<void> {
  throw new Error('The first migration is not undone: drop the database instead')
}
