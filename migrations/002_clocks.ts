// What workflows need beside states: clocks that somebody has to look at, who was assigned, who stands in for whom, and
// what people were told. An act may be that of a clock that has run out.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table filing_event alter column by_account drop not null;
    alter table filing_event add column for_account uuid;
    alter table filing_event add column clock text;
    alter table filing_event add constraint filing_event_actor check (by_account is not null or clock is not null);
    comment on column filing_event.for_account is 'The person whose place the actor took, where his own role would not have let him.';
    comment on column filing_event.clock is 'The clock that brought it about by running out.';

    create table filing_clock (
      filing_id uuid not null references filing (id),
      clock text not null,
      reading text not null,
      started_on date not null,
      due_on date,
      days_left int,
      look_at timestamptz,
      reminded text[] not null default '{}',
      constraint filing_clock_key primary key (filing_id, clock),
      constraint filing_clock_reading check (reading in ('running', 'paused', 'expired', 'ended'))
    );
    create index filing_clock_look on filing_clock (look_at, filing_id) where look_at is not null;
    comment on table filing_clock is 'What the clocks of a filing read after the last event. Made from filing_event and never trusted before it: the table only says when somebody has to look.';
    comment on column filing_clock.look_at is 'When the next reminder is due or the clock runs out; null where nothing will happen by itself.';
    comment on column filing_clock.reminded is 'Reminders that were sent, as number:due day.';

    create table filing_assignment (
      filing_id uuid not null references filing (id),
      role text not null,
      account_id uuid not null references account (id),
      at timestamptz not null,
      by_account uuid not null references account (id),
      constraint filing_assignment_key primary key (filing_id, role)
    );
    create index filing_assignment_account on filing_assignment (account_id);

    create table substitute (
      id uuid primary key,
      account_id uuid not null references account (id),
      substitute_id uuid not null references account (id),
      unit_id uuid not null references unit (id),
      role text not null,
      valid_from date not null,
      valid_to date not null,
      set_by uuid not null references account (id),
      set_at timestamptz not null,
      ended_at timestamptz,
      constraint substitute_days check (valid_to >= valid_from),
      constraint substitute_other check (account_id <> substitute_id)
    );
    create index substitute_account on substitute (account_id, valid_from);
    create index substitute_substitute on substitute (substitute_id, valid_from);
    comment on table substitute is 'A person of the same unit and role who takes another one''s place, first and last day included. A row stays when it is ended.';

    create table notification (
      id uuid primary key,
      account_id uuid not null references account (id),
      filing_id uuid not null references filing (id),
      at timestamptz not null,
      kind text not null,
      about text not null,
      read_at timestamptz,
      constraint notification_kind check (kind in ('act', 'reminder', 'expiry'))
    );
    create index notification_account on notification (account_id, at);
    comment on column notification.about is 'The act, or the clock that is about to run out or has.';

    grant select on filing_clock, filing_assignment, substitute, notification to bieumau_app, bieumau_read;
    grant insert on filing_clock, filing_assignment, substitute, notification to bieumau_app;
    grant update on filing_clock, filing_assignment, substitute, notification to bieumau_app;
    grant delete on filing_clock to bieumau_app;
  `)
}

export async function down(): Promise<void> {
  throw new Error('Events of clocks have no account; going back would lose them')
}
