// Files that are attached to filings. Content is kept once, by its hash, in pieces; an attachment is a name for it in one
// filing. An attachment that was saved in a record is never removed: history and seals name it.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table file (
      id uuid primary key,
      hash bytea not null,
      size bigint not null,
      constraint file_hash_once unique (hash)
    );
    comment on table file is 'A content, kept once however often it is attached. hash: SHA-256.';

    create table file_chunk (
      file_id uuid not null,
      n int not null,
      bytes bytea not null,
      constraint file_chunk_key primary key (file_id, n),
      constraint file_chunk_file foreign key (file_id) references file (id) on delete cascade deferrable initially deferred
    );
    alter table file_chunk alter column bytes set storage external;

    create table attachment (
      id uuid primary key,
      filing_id uuid not null references filing (id),
      file_id uuid not null references file (id),
      address text not null,
      name text not null,
      by_account uuid not null references account (id),
      at timestamptz not null,
      kept boolean not null default false,
      scanned_at timestamptz
    );
    create index attachment_filing on attachment (filing_id);
    create index attachment_file on attachment (file_id);
    create index attachment_loose on attachment (at) where not kept;
    comment on column attachment.kept is 'Has stood in a saved record; until then it may be swept away.';
    comment on column attachment.scanned_at is 'When a scan found nothing in it; null where none has looked.';

    grant select on file, file_chunk, attachment to bieumau_app, bieumau_read;
    grant insert on file, file_chunk, attachment to bieumau_app;
    grant update on file, attachment to bieumau_app;
    grant delete on file, file_chunk, attachment to bieumau_app;
  `)
}

export async function down(): Promise<void> {
  throw new Error('What has been filed since cannot be put back: restore a backup instead')
}
