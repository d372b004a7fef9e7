// Following reports: the reports of a unit in a period are one index range, whichever of the country's units are asked for.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('create index filing_period_unit on filing (period_id, unit_id)')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index filing_period_unit')
}
