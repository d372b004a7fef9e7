// Values of an entry's properties as they are shown and typed.
import type { PropertyDefinition, PropertyValue } from '../../engine/core/property.ts'
import { readDay, showDay } from '../format.ts'
import { text } from '../text.ts'

export function showProperty(value: PropertyValue | undefined, { kind }: PropertyDefinition): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return text(value ? 'codelist.yes' : 'codelist.no')
  if (typeof value === 'number') return String(value).replace('.', ',')
  return kind === 'date' ? showDay(value) : value
}

/** Undefined for what was left blank; null for what is not of its kind. */
export function readProperty(typed: string, { kind }: PropertyDefinition): PropertyValue | undefined | null {
  if (typed === '') return undefined
  switch (kind) {
    case 'text':
      return typed.normalize('NFC')
    case 'yes-no':
      return typed === 'yes'
    case 'date':
      return readDay(typed)
    case 'number':
      return /^-?\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : null
  }
}
