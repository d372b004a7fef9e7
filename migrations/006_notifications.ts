// Notifications as people read them: the last day that a clock's reminder or expiry spoke of, which may be another one by
// the time it is read, and the way to what is unread; and the way to filings of which a unit was sent a copy.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table notification add column due_on date;
    comment on column notification.due_on is 'The last day of the clock as it was when this was told; null of an act.';
    create index notification_unread on notification (account_id) where read_at is null;
    create index filing_copy_to on filing using gin (copy_to) where copy_to is not null;
  `)
}

export async function down(): Promise<void> {
  throw new Error('The days that people were told would be lost')
}
