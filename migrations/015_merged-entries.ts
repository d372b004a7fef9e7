// Which entry took in one that was merged: its figures went there, and lists say so.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table codelist_entry add column merged_into text')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table codelist_entry drop column merged_into')
}
