// Why an account was created, locked, opened again or taken back: who asked for it, on which paper (Quy chế, Điều 18 khoản 4).
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table account_change (
      id bigint generated always as identity primary key,
      account_id uuid not null references account (id),
      at timestamptz not null,
      by_account uuid references account (id),
      change text not null,
      reason text not null,
      constraint account_change_kind check (change in ('created', 'locked', 'active', 'revoked'))
    );
    comment on table account_change is 'Append-only. Accounts that were issued by the rule of names have no row: the rule is the reason.';
    create index account_change_account on account_change (account_id, id);
    grant select, insert on account_change to bieumau_app;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table account_change')
}
