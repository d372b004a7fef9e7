// Installed packs: immutable versions. Installing the same text again is nothing to do; the same version with another
// text is refused, because reports point to versions.
import type { CodelistDefinition } from '../core/codelist.ts'
import type { FormDefinition } from '../core/form/definition.ts'
import type { PrintDefinition } from '../core/print.ts'
import type { WorkflowDefinition } from '../core/workflow/definition.ts'
import type { Transaction } from './database.ts'
import type { Ordinals } from './record.ts'

export type InstalledPack = { id: string; version: number; title: string; checksum: string; content: unknown }

export type NewForm = { packId: string; definition: FormDefinition; source: string; checksum: string }
export type NewWorkflow = { packId: string; definition: WorkflowDefinition; source: string; checksum: string }

/** Everything that is installed: `kind pack/id version` (a pack: `pack id version`) → checksum. */
export async function installedChecksums(trx: Transaction): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: { key: string; checksum: string }[] }>(
    `select 'pack ' || id || ' ' || version as key, checksum from pack
     union all select 'form ' || pack_id || '/' || form_id || ' ' || version, checksum from form_version
     union all select 'workflow ' || pack_id || '/' || workflow_id || ' ' || version, checksum from workflow_version
     union all select kind || ' ' || pack_id || '/' || id || ' ' || version, checksum from definition_version`,
  )
  return new Map(rows.map((row) => [row.key, row.checksum]))
}

/** The newest version of every installed pack. */
export async function readPacks(trx: Transaction): Promise<InstalledPack[]> {
  const { rows } = await trx.raw<{ rows: InstalledPack[] }>(
    'select distinct on (id) id, version, title, checksum, content from pack order by id, version desc',
  )
  return rows
}

export async function addPack(trx: Transaction, pack: InstalledPack, now: Date): Promise<void> {
  await trx.raw('insert into pack (id, version, title, checksum, content, installed_at) values (?, ?, ?, ?, ?::jsonb, ?)', [
    pack.id, pack.version, pack.title, pack.checksum, JSON.stringify(pack.content), now,
  ])
}

export async function addForm(trx: Transaction, form: NewForm, cells: readonly { table: string; cell: string }[], now: Date): Promise<void> {
  const { packId, definition, source, checksum } = form
  await trx.raw(
    `insert into form_version (pack_id, form_id, version, code, title, checksum, definition, source, installed_at)
     values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)`,
    [packId, definition.id, definition.version, definition.code, definition.title, checksum, JSON.stringify(definition), source, now],
  )
  // Positions are appended after the ones that earlier versions took.
  await trx.raw(
    `insert into form_ordinal (pack_id, form_id, table_id, cell, ordinal)
     select :packId, :formId, wanted.table_id, wanted.cell,
            coalesce(taken.highest, -1) + row_number() over (partition by wanted.table_id order by wanted.at)
     from unnest(:tables::text[], :cells::text[]) with ordinality as wanted (table_id, cell, at)
     left join (
       select table_id, max(ordinal) as highest from form_ordinal where pack_id = :packId and form_id = :formId group by table_id
     ) taken using (table_id)
     where not exists (
       select 1 from form_ordinal known
       where known.pack_id = :packId and known.form_id = :formId and known.table_id = wanted.table_id and known.cell = wanted.cell
     )`,
    { packId, formId: definition.id, tables: cells.map((one) => one.table), cells: cells.map((one) => one.cell) },
  )
}

export async function addWorkflow(trx: Transaction, workflow: NewWorkflow, now: Date): Promise<void> {
  const { packId, definition, source, checksum } = workflow
  await trx.raw(
    `insert into workflow_version (pack_id, workflow_id, version, checksum, definition, source, installed_at)
     values (?, ?, ?, ?, ?::jsonb, ?, ?)`,
    [packId, definition.id, definition.version, checksum, JSON.stringify(definition), source, now],
  )
}

export type NewDefinition = {
  packId: string
  source: string
  checksum: string
} & ({ kind: 'codelist'; definition: CodelistDefinition } | { kind: 'print'; definition: PrintDefinition })

export async function addDefinition(trx: Transaction, { kind, packId, definition, source, checksum }: NewDefinition, now: Date): Promise<void> {
  await trx.raw(
    `insert into definition_version (kind, pack_id, id, version, checksum, definition, source, installed_at)
     values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)`,
    [kind, packId, definition.id, definition.version, checksum, JSON.stringify(definition), source, now],
  )
}

/** The text of every version of every definition, as it was read. */
export async function definitionSources(trx: Transaction): Promise<{ kind: 'form' | 'workflow' | 'codelist' | 'print'; packId: string; id: string; version: number; source: string }[]> {
  const { rows } = await trx.raw<{ rows: Awaited<ReturnType<typeof definitionSources>> }>(
    `select 'form' as kind, pack_id as "packId", form_id as id, version, source from form_version
     union all select 'workflow', pack_id, workflow_id, version, source from workflow_version
     union all select kind, pack_id, id, version, source from definition_version
     order by 2, 1, 3, 4`,
  )
  return rows
}

/** The newest version of every codelist by `pack/id`: entries carry their own dates, so a report of any day is read from it. */
export async function readCodelists(trx: Transaction): Promise<Map<string, CodelistDefinition>> {
  const { rows } = await trx.raw<{ rows: { key: string; definition: CodelistDefinition }[] }>(
    `select distinct on (pack_id, id) pack_id || '/' || id as key, definition from definition_version where kind = 'codelist' order by pack_id, id, version desc`,
  )
  return new Map(rows.map((row) => [row.key, row.definition]))
}

/** The newest version of a form, whose cells other forms name. */
export async function readNewestForm(trx: Transaction, packId: string, formId: string): Promise<FormDefinition | undefined> {
  const { rows } = await trx.raw<{ rows: { definition: FormDefinition }[] }>(
    'select definition from form_version where pack_id = ? and form_id = ? order by version desc limit 1', [packId, formId],
  )
  return rows[0]?.definition
}

/** A form version with the positions of its cells. */
export async function readForm(
  trx: Transaction, packId: string, formId: string, version: number,
): Promise<{ definition: FormDefinition; ordinals: Ordinals } | undefined> {
  const { rows } = await trx.raw<{ rows: { definition: FormDefinition }[] }>(
    'select definition from form_version where pack_id = ? and form_id = ? and version = ?', [packId, formId, version],
  )
  const definition = rows[0]?.definition
  if (definition === undefined) return undefined
  const found = await trx.raw<{ rows: { table_id: string; cell: string; ordinal: number }[] }>(
    'select table_id, cell, ordinal from form_ordinal where pack_id = ? and form_id = ?', [packId, formId],
  )
  const ordinals = new Map<string, Map<string, number>>()
  for (const { table_id, cell, ordinal } of found.rows) {
    const table = ordinals.get(table_id) ?? new Map<string, number>()
    ordinals.set(table_id, table.set(cell, ordinal))
  }
  return { definition, ordinals }
}

export async function readWorkflow(trx: Transaction, packId: string, id: string, version: number): Promise<WorkflowDefinition | undefined> {
  const { rows } = await trx.raw<{ rows: { definition: WorkflowDefinition }[] }>(
    'select definition from workflow_version where pack_id = ? and workflow_id = ? and version = ?', [packId, id, version],
  )
  return rows[0]?.definition
}

/** Every version of every form; which of them a period asks for is decided in core/in-force.ts. */
export async function allForms(trx: Transaction): Promise<{ packId: string; definition: FormDefinition }[]> {
  const { rows } = await trx.raw<{ rows: { packId: string; definition: FormDefinition }[] }>(
    'select pack_id as "packId", definition from form_version order by pack_id, form_id, version',
  )
  return rows
}

export async function newestWorkflowVersion(trx: Transaction, packId: string, id: string): Promise<number | undefined> {
  const { rows } = await trx.raw<{ rows: { version: number }[] }>(
    'select max(version) as version from workflow_version where pack_id = ? and workflow_id = ?', [packId, id],
  )
  return rows[0]?.version ?? undefined
}

export async function workflowVersions(trx: Transaction): Promise<{ workflowPack: string; workflowId: string; workflowVersion: number }[]> {
  const { rows } = await trx.raw<{ rows: Awaited<ReturnType<typeof workflowVersions>> }>(
    'select pack_id as "workflowPack", workflow_id as "workflowId", version as "workflowVersion" from workflow_version',
  )
  return rows
}
