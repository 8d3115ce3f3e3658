import { keepRows, readRows } from '../../../parts/keptRows.ts'
import { emptyPart, type PartDraft } from './splitPlan.ts'

const slotOf = (node: string): string => `daomesh.split.${node}`

/** The rows as they were left, or one empty row. */
export const readPlan = (storage: Pick<Storage, 'getItem'>, node: string, key: string): readonly PartDraft[] => {
  const parts = readRows(storage, slotOf(node), ['key', 'payee', 'title', 'amount', 'brief'])
  return parts.length === 0 ? [emptyPart(key)] : parts
}

/** null: the split was sent. */
export const keepPlan = (storage: Pick<Storage, 'setItem' | 'removeItem'>, node: string, parts: readonly PartDraft[] | null): void =>
  keepRows(storage, slotOf(node), parts ?? [])
