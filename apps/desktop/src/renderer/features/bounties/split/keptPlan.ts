import { emptyPart, type PartDraft } from './splitPlan.ts'

const slotOf = (node: string): string => `daomesh.split.${node}`
const isPart = (value: unknown): value is PartDraft =>
  typeof value === 'object' &&
  value !== null &&
  ['key', 'payee', 'title', 'amount', 'brief'].every((field) => typeof (value as Record<string, unknown>)[field] === 'string')

/** The rows as they were left, or one empty row. What is not such a list is forgotten. */
export const readPlan = (storage: Pick<Storage, 'getItem'>, node: string, key: string): readonly PartDraft[] => {
  try {
    const kept: unknown = JSON.parse(storage.getItem(slotOf(node)) ?? '[]')
    const parts = Array.isArray(kept) ? kept.filter(isPart) : []
    return parts.length === 0 ? [emptyPart(key)] : parts
  } catch {
    // A torn text says nothing.
    return [emptyPart(key)]
  }
}

/** Nobody loses the rows of a split by looking at something else. Empty ones leave nothing behind. */
export const keepPlan = (storage: Pick<Storage, 'setItem' | 'removeItem'>, node: string, parts: readonly PartDraft[] | null): void => {
  if (parts === null) storage.removeItem(slotOf(node))
  else storage.setItem(slotOf(node), JSON.stringify(parts))
}
