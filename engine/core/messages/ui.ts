// Every text of the pages, by subject. Vietnamese is the first language: its tables decide what there is to say, and the
// other languages must fill them. Sentences about wrong data are not here (they come from an issue's code), nor are the
// terms of a pack.
import { sourceEn, sourceVi } from './source-words.ts'
import { codelistEn, codelistVi } from './ui-codelist.ts'
import { filingEn, filingVi } from './ui-filing.ts'
import { followingEn, followingVi } from './ui-following.ts'
import { frameEn, frameVi } from './ui-frame.ts'
import { listsEn, listsVi } from './ui-lists.ts'
import { peopleEn, peopleVi } from './ui-people.ts'
import { periodEn, periodVi } from './ui-period.ts'
import { sheetEn, sheetVi } from './ui-sheet.ts'

export const uiVi = { ...frameVi, ...listsVi, ...filingVi, ...sheetVi, ...codelistVi, ...periodVi, ...peopleVi, ...followingVi, ...sourceVi }
export type UiKey = keyof typeof uiVi

export const uiEn: Readonly<Record<UiKey, string>> = { ...frameEn, ...listsEn, ...filingEn, ...sheetEn, ...codelistEn, ...periodEn, ...peopleEn, ...followingEn, ...sourceEn }
