// Records that people add stay in the order in which they were added; all other rows are ordered by name, as before.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table filing_row add column position int not null default 0;
    comment on column filing_row.position is 'Order of records within their table; 0 for rows that are ordered by their title.';
  `)
}

export async function down(): Promise<void> {
  throw new Error('What has been filed since cannot be put back: restore a backup instead')
}
