// A country of the real one's size, made up: lists of its areas in both states, as offices would publish them. 63 provinces
// with 705 districts and 10,599 communes; from 01/7/2025 on the 34 provinces of the pack with 3,321 communes, each formed from
// some of the old ones of its province. Provinces have their real codes and names, everything below has numbers for names.
// Pure and always the same; used by tests and benchmarks.
import { historyOf, treeOn } from '../../engine/core/unit.ts'
import { boundariesBetween } from '../../engine/core/boundary.ts'
import { packOf } from './repository-packs.ts'

export const before = '2019-01-01'
export const reform = '2025-07-01'
export const sizes = { provinces: 63, districts: 705, communes: 10_599, provincesAfter: 34, communesAfter: 3_321 } as const

type Line = readonly [code: string, name: string, level: string, parent: string, from?: string]
type Province = { readonly unit: string; readonly code: string; readonly name: string }

const history = historyOf(packOf('provinces').units?.definition ?? { units: [] })

function provincesOn(day: string): Province[] {
  return [...treeOn(history, day).values()]
    .flatMap((one) => (one.properties['area_code'] === undefined ? [] : [{ unit: one.code, code: String(one.properties['area_code']), name: one.name.replace('Sở Tư pháp ', '') }]))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')
const levelOf = (name: string): string => (name.startsWith('tỉnh') ? 'Tỉnh' : 'Thành phố Trung ương')

/** How many of `of` fall to each of `among`, evenly: 11 or 12 districts a province. */
const share = (index: number, among: number, of: number): number => Math.floor(((index + 1) * of) / among) - Math.floor((index * of) / among)

export type SyntheticList = { readonly lines: readonly Line[]; readonly communesOf: ReadonlyMap<string, readonly string[]> }

/** As of 2019: three levels. `part`: the first so many provinces only. */
export function oldList(part: number = sizes.provinces): SyntheticList {
  const provinces = provincesOn(before)
  const lines: Line[] = provinces.slice(0, part).map((one): Line => [one.code, one.name, levelOf(one.name), ''])
  const communesOf = new Map<string, string[]>()
  let district = 0
  let commune = 0
  for (const [index, province] of provinces.entries()) {
    const own: string[] = []
    communesOf.set(province.unit, own)
    for (let left = share(index, sizes.provinces, sizes.districts); left > 0; left--) {
      const code = padded(++district, 3)
      const isCity = left === 1
      if (index < part) lines.push([code, `${isCity ? 'Thành phố' : 'Huyện'} Số ${district}`, isCity ? 'Thành phố' : 'Huyện', province.code])
      for (let inside = share(district - 1, sizes.districts, sizes.communes); inside > 0; inside--) {
        const each = padded(++commune, 5)
        own.push(each)
        if (index < part) lines.push([each, `${isCity ? 'Phường' : 'Xã'} Số ${commune}`, isCity ? 'Phường' : 'Xã', code])
      }
    }
  }
  return { lines, communesOf }
}

/** As of 01/7/2025: two levels, each commune formed from neighbours of its province. New codes, so that none is given again. */
export function newList(): SyntheticList {
  const old = oldList()
  const provinces = provincesOn(reform)
  const between = boundariesBetween(history, before, reform)
  const lines: Line[] = provinces.map((one) => [one.code, one.name, levelOf(one.name), ''])
  const communesOf = new Map<string, string[]>()
  const sources = provinces.map((one) => {
    const part = between.shareOf(one.unit)
    return part.kind === 'whole' ? part.units.flatMap((unit) => old.communesOf.get(unit) ?? []) : []
  })
  // In proportion to what each had, with none lost to rounding.
  const total = sources.reduce((sum, one) => sum + one.length, 0)
  let seen = 0
  let made = 0
  for (const [index, province] of provinces.entries()) {
    const from = sources[index] ?? []
    seen += from.length
    const until = Math.round((seen * sizes.communesAfter) / total)
    const count = until - made
    const own: string[] = []
    communesOf.set(province.unit, own)
    for (let at = 0; at < count; at++) {
      const some = from.slice(Math.floor((at * from.length) / count), Math.floor(((at + 1) * from.length) / count))
      const code = padded(20_000 + ++made, 5)
      own.push(code)
      lines.push([code, `Xã Mới ${made}`, 'Xã', province.code, some.join(';')])
    }
  }
  return { lines, communesOf }
}

export function asCsv({ lines }: SyntheticList): Buffer {
  return Buffer.from(`Mã,Tên,Cấp,Mã cấp trên,Nhập từ\n${lines.map((one) => [...one, ''].slice(0, 5).join(',')).join('\n')}\n`)
}
