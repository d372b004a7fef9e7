import { uiVi, type UiKey } from './ui-vi.ts'
export const uiEn: Record<UiKey, string> = uiVi
