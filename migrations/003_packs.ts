// What packs hold beside forms and workflows, by date: versions of codelists and print templates, entries that units keep
// themselves, what units were called and stood under before, what became of them, periods opened on request, and the
// units that are sent a copy of a report.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table definition_version (
      kind text not null,
      pack_id text not null,
      id text not null,
      version int not null,
      checksum text not null,
      definition jsonb not null,
      source text not null,
      installed_at timestamptz not null,
      constraint definition_version_key primary key (kind, pack_id, id, version),
      constraint definition_version_kind check (kind in ('codelist', 'print'))
    );
    comment on table definition_version is 'Installed codelists and print templates. Immutable: a change is a new version.';

    create table codelist_entry (
      id uuid primary key,
      pack_id text not null,
      codelist_id text not null,
      unit_id uuid not null references unit (id),
      code text not null,
      title text not null,
      parent_code text,
      maps_to text,
      properties jsonb not null default '{}',
      valid_from date not null,
      valid_to date,
      added_by uuid references account (id),
      added_at timestamptz not null,
      constraint codelist_entry_once unique (pack_id, codelist_id, unit_id, code),
      constraint codelist_entry_validity check (valid_to is null or valid_to > valid_from)
    );
    comment on table codelist_entry is 'Entries that a unit keeps itself. A code is given once and never again; what is no longer valid is ended, not removed. maps_to is a code of the ministry.';

    create table unit_state (
      unit_id uuid not null references unit (id),
      valid_from date not null,
      valid_to date,
      name text not null,
      parent_id uuid references unit (id),
      properties jsonb not null default '{}',
      constraint unit_state_key primary key (unit_id, valid_from),
      constraint unit_state_validity check (valid_to is null or valid_to > valid_from)
    );
    create index unit_state_parent on unit_state (parent_id);
    comment on table unit_state is 'For a unit that has changed: all its states, the first and the last included. A unit that never changed has none; its row in unit says all. The unit row holds the state of the day on which somebody last looked (store/unit.ts).';

    create table unit_succession (
      on_day date not null,
      from_unit uuid not null references unit (id),
      to_unit uuid references unit (id),
      constraint unit_succession_once unique nulls not distinct (on_day, from_unit, to_unit)
    );
    create index unit_succession_to on unit_succession (to_unit);
    comment on table unit_succession is 'What became of a unit: merged (several into one), split (one into several), abolished (into nobody).';

    alter table unit add column properties jsonb not null default '{}';

    -- Several periods of one kind and year exist only where the kind has no cycle.
    alter table period alter column cycle drop not null;
    alter table period add column number int not null default 1;
    alter table period drop constraint period_once;
    alter table period add constraint period_once unique (pack_id, kind, year, number);

    alter table filing add column copy_to uuid[];
    comment on column filing.copy_to is 'Units that may read what has been sent, beside the receiver.';

    grant select on definition_version, codelist_entry, unit_state, unit_succession to bieumau_app, bieumau_read;
    grant insert on definition_version, codelist_entry, unit_state, unit_succession to bieumau_app;
    grant update on codelist_entry, unit_state to bieumau_app;
  `)
}

export async function down(): Promise<void> {
  throw new Error('What has been filed since cannot be put back: restore a backup instead')
}
