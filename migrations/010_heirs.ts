// Who finishes what a unit that has ended still owed: the units that took its place. Read with every request, so it is kept
// beside the successions that it follows from.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table unit_heir (
      unit_id uuid not null references unit (id),
      heir_id uuid not null references unit (id),
      since date not null,
      constraint unit_heir_key primary key (heir_id, unit_id)
    );
    create index unit_heir_unit on unit_heir (unit_id);
    comment on table unit_heir is 'Follows from unit_succession and the ends of units (store/heir.ts): made again whenever those are written.';

    grant select on unit_heir to bieumau_app, bieumau_read;
    grant insert, delete on unit_heir to bieumau_app;

    insert into unit_heir (unit_id, heir_id, since)
    with recursive heir (unit_id, heir_id, since) as (
      select u.id, s.to_unit, u.valid_to from unit u join unit_succession s on s.from_unit = u.id and s.on_day >= u.valid_to where s.to_unit is not null
      union
      select h.unit_id, s.to_unit, u.valid_to from heir h join unit u on u.id = h.heir_id join unit_succession s on s.from_unit = u.id and s.on_day >= u.valid_to
      where s.to_unit is not null
    )
    select unit_id, heir_id, min(since) from heir where unit_id <> heir_id group by unit_id, heir_id;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table unit_heir')
}
