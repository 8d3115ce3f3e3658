import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepPlan, readPlan } from './keptPlan.ts'
import type { PartActs } from './PartFields.tsx'
import { readTable } from './readTable.ts'
import { addPart, changePart, movePart, type PartDraft, pasteParts, removePart } from './splitPlan.ts'

const fresh = (): string => crypto.randomUUID()
const focusOn = (key: string, field: string): void =>
  document.querySelector<HTMLElement>(`[data-part="${key}"][data-field="${field}"]`)?.focus()
const fieldNow = (): string =>
  document.activeElement instanceof HTMLElement ? (document.activeElement.dataset['field'] ?? 'title') : 'title'

export type SplitPlan = {
  readonly parts: readonly PartDraft[]
  /** What was done last, for a live region. */
  readonly told: string
  readonly actsOf: (key: string) => PartActs
  readonly add: () => void
  readonly forget: () => void
}

/** The rows of a split while they are written: they stay on this machine until the split was sent, and the focus goes with the row. */
export const useSplitPlan = (node: string): SplitPlan => {
  const { t } = useTranslation()
  const [parts, setParts] = useState<readonly PartDraft[]>(() => readPlan(localStorage, node, fresh()))
  const [told, setTold] = useState('')
  const focus = useRef<{ readonly key: string; readonly field: string } | null>(null)
  useEffect(() => {
    if (focus.current !== null) focusOn(focus.current.key, focus.current.field)
    focus.current = null
  })
  const set = (next: readonly PartDraft[], on?: { readonly key: string; readonly field: string }): void => {
    focus.current = on ?? null
    keepPlan(localStorage, node, next)
    setParts(next)
  }
  const add = (after: string | null): void => {
    const key = fresh()
    set(addPart(parts, after, key), { key, field: 'title' })
  }
  return {
    parts,
    told,
    add: () => add(null),
    forget: () => keepPlan(localStorage, node, null),
    actsOf: (key) => ({
      change: (field, value) => set(changePart(parts, key, { [field]: value })),
      move: (step) => {
        const next = movePart(parts, key, step)
        set(next, { key, field: fieldNow() })
        setTold(t('bounties.split.moved', { at: next.findIndex((part) => part.key === key) + 1, of: next.length }))
      },
      remove: () => {
        const at = parts.findIndex((part) => part.key === key)
        const next = removePart(parts, key)
        const neighbour = next[Math.min(at, next.length - 1)]
        set(next, neighbour === undefined ? undefined : { key: neighbour.key, field: 'title' })
        setTold(t('bounties.split.removed', { count: next.length }))
      },
      add: () => add(key),
      paste: (text) => {
        const rows = readTable(text)
        if (rows === null) return false
        set(pasteParts(parts, key, rows, fresh))
        setTold(t('bounties.split.pasted', { count: rows.length }))
        return true
      },
    }),
  }
}
