// A unit says for each period anew that a codelist of its own is complete; until then the reports that take rows or choices
// from it wait (Quy chế, Điều 2 khoản 4). Opening it again ends the row and never removes it.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table codelist_completion (
      id uuid primary key,
      pack_id text not null,
      codelist_id text not null,
      unit_id uuid not null references unit (id),
      period_id uuid not null references period (id),
      at timestamptz not null,
      by_account uuid not null references account (id),
      reopened_at timestamptz,
      reopened_by uuid references account (id)
    );
    create unique index codelist_completion_once on codelist_completion (unit_id, period_id, pack_id, codelist_id) where reopened_at is null;
    comment on table codelist_completion is 'A row that has not been reopened: the list is complete for the period, and its entries stand still.';

    grant select on codelist_completion to bieumau_app, bieumau_read;
    grant insert, update on codelist_completion to bieumau_app;
  `)
}

export async function down(): Promise<void> {
  throw new Error('What has been filed since cannot be put back: restore a backup instead')
}
