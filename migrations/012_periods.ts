// Opening a period on the scale of a country: the lock is one row at one commit, and what is unfinished under it is moved
// in batches behind it. Until a batch has come to a filing, closing_state says what it is read as. Who was told what of a
// period is kept, so that nobody is told twice.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Looked at when everything else is done: the reports of the new period are written before the old one is locked, so
    -- that saves wait for the lock alone.
    drop index period_open_once;
    alter table period add constraint period_open_once exclude using btree (cycle with =) where (locked_at is null) deferrable initially deferred;

    alter table period add column unfinished int;
    alter table period add column moved int not null default 0;
    alter table period add column closed_at timestamptz;
    comment on column period.unfinished is 'Reports that were unfinished when the period was locked.';
    comment on column period.moved is 'How many of them have been moved to the state that their workflow names.';
    comment on column period.closed_at is 'When the last one was moved and the clocks of the period had ended.';
    update period set closed_at = locked_at where locked_at is not null;

    create table closing_state (
      period_id uuid not null references period (id),
      workflow_pack text not null,
      workflow_id text not null,
      workflow_version int not null,
      state text not null,
      becomes text not null,
      constraint closing_state_key primary key (period_id, workflow_pack, workflow_id, workflow_version, state)
    );
    comment on table closing_state is 'Of periods that are locked and not moved yet: a filing in this state is read as in the other one everywhere. Gone when all are moved.';

    create table period_notice (
      period_id uuid not null references period (id),
      notice text not null,
      at timestamptz not null,
      told int not null,
      constraint period_notice_key primary key (period_id, notice)
    );
    comment on table period_notice is 'What has been told of a period: "opened", and "closing:N" for N days before, "closing:DAY" where the administrator had it sent.';

    insert into period_notice (period_id, notice, at, told) select id, 'opened', opened_at, 0 from period;

    alter table notification drop constraint notification_kind;
    alter table notification add constraint notification_kind check (kind in ('act', 'reminder', 'expiry', 'closing', 'opened'));

    create index notification_closing on notification (filing_id) where kind = 'closing';
    create index filing_period_state on filing (period_id, state);

    grant select on closing_state, period_notice to bieumau_app, bieumau_read;
    grant insert on closing_state, period_notice to bieumau_app;
    grant update on period_notice to bieumau_app;
    grant delete on closing_state to bieumau_app;
  `)
}

export async function down(): Promise<void> {
  throw new Error('Periods that are being closed would lose what their reports become')
}
