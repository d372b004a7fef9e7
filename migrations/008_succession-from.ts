// What became of a unit is asked whenever a report reads earlier figures: from either end.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('create index unit_succession_from on unit_succession (from_unit)')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index unit_succession_from')
}
