// Urging units to report: who urged whom about what, kept apart from what each person was told; and reminders by e-mail, for
// whoever has given an address. A mail is owed for a notification; it is sent by a job and tried again where that fails.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table reminder (
      id uuid primary key,
      at timestamptz not null,
      by_account uuid not null references account (id),
      period_id uuid not null references period (id),
      units text[] not null,
      below text[] not null,
      form text,
      note text,
      reports int not null,
      people int not null
    );
    create index reminder_period on reminder (period_id, at);
    comment on table reminder is 'A person urged units to report. units: their codes; below: of which those below them, too; form: pack/id, null for all.';

    alter table notification add column reminder_id uuid references reminder (id);
    create index notification_reminder on notification (filing_id) where reminder_id is not null;
    alter table notification drop constraint notification_kind;
    alter table notification add constraint notification_kind check (kind in ('act', 'reminder', 'expiry', 'closing', 'opened', 'urge'));

    alter table account add column email text;
    comment on column account.email is 'Where reminders are sent, as its owner gave it; null: nowhere.';

    create table mail (
      notification_id uuid primary key references notification (id),
      account_id uuid not null references account (id),
      next_at timestamptz,
      failures int not null default 0,
      sent_at timestamptz
    );
    create index mail_next on mail (next_at) where next_at is not null;
    comment on column mail.next_at is 'When to send it, or to try again; null when it has been sent or given up.';

    grant select on reminder, mail to bieumau_app, bieumau_read;
    grant insert on reminder, mail to bieumau_app;
    grant update on mail to bieumau_app;
  `)
}

export async function down(): Promise<void> {
  throw new Error('What people were reminded of would be lost')
}
