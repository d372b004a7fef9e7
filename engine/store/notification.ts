// What people were told about filings: by an act, before a clock runs out, and when it has. Who is meant by a role is
// looked up when the telling happens; somebody's substitute is told with him.
import type { Transaction } from './database.ts'
import { newId } from './new-id.ts'

export type Kind = 'act' | 'reminder' | 'expiry'

/** Relation and role: `{ relation: 'receiver', role: … }`; `own` for a role of the filing's own unit. */
export type Addressee = { readonly relation: string; readonly role: string }

/** Accounts that roles mean on a day: of the unit itself, of its receiver, of the nearest unit above that has them, or the
 * one person assigned. */
export async function accountsMeant(trx: Transaction, filingId: string, addressees: readonly Addressee[], day: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `with asked as (select * from unnest(:relations::text[], :roles::text[]) as a (relation, role)),
          f as (select * from filing where id = :filingId),
          placed as (
            select asked.role, case asked.relation
                     when 'own' then f.unit_id
                     when 'receiver' then f.receiver_id
                     when 'behalf' then case when f.on_behalf then f.receiver_id end
                     when 'upper' then (
                       select s.ancestor_id from unit_ancestor s
                       where s.unit_id = f.unit_id and s.depth > 0
                         and exists (select 1 from account x where x.unit_id = s.ancestor_id and x.role = asked.role and x.revoked_at is null)
                       order by s.depth limit 1)
                   end as unit_id
            from asked cross join f
          ),
          meant as (
            select a.id from placed join account a on a.unit_id = placed.unit_id and a.role = placed.role and a.revoked_at is null
            union
            select coalesce(g.account_id, e.id) from asked cross join f
            left join filing_assignment g on g.filing_id = f.id and g.role = asked.role
            left join account e on e.id = f.entered_by and e.role = asked.role
            where asked.relation = 'assigned' and coalesce(g.account_id, e.id) is not null
          )
     select id from meant
     union
     select s.substitute_id from substitute s join meant on meant.id = s.account_id
     where :day::date between s.valid_from and s.valid_to and s.ended_at is null`,
    { filingId, day, relations: addressees.map((one) => one.relation), roles: addressees.map((one) => one.role) },
  )
  return rows.map((one) => one.id)
}

export async function notify(trx: Transaction, accountIds: readonly string[], told: { filingId: string; kind: Kind; about: string }, now: Date): Promise<void> {
  if (accountIds.length === 0) return
  await trx.raw(
    `insert into notification (id, account_id, filing_id, at, kind, about)
     select id, account, :filingId, :now, :kind, :about from unnest(:ids::uuid[], :accounts::uuid[]) as one (id, account)`,
    { ...told, now, ids: accountIds.map(() => newId(now)), accounts: [...accountIds] },
  )
}
