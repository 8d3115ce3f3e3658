import { limits } from '@daomesh/protocol'
import { readAddress } from '../../../format/checksumAddress.ts'
import { readUnits } from '../../../format/parseUnits.ts'
import type { TableRow } from './readTable.ts'

/** A part as it is being written. `key` names its row while rows move. */
export type PartDraft = {
  readonly key: string
  readonly payee: string
  readonly title: string
  readonly amount: string
  readonly brief: string
}
export type PartField = 'payee' | 'title' | 'amount' | 'brief'
export type PartFault = { readonly field: PartField; readonly why: 'payee' | 'title' | 'amount' }

/** Whether the sums fit. Amounts in the smallest unit: what is left is the margin, to the last unit. */
export type SplitSums = { readonly sum: bigint; readonly margin: bigint; readonly fits: boolean; readonly whole: boolean }

export const emptyPart = (key: string): PartDraft => ({ key, payee: '', title: '', amount: '', brief: '' })

const isEmpty = ({ payee, title, amount, brief }: PartDraft): boolean => [payee, title, amount, brief].every((text) => text.trim() === '')

/** Rows that say something: an empty one at the end is only a place to go on. */
export const filledParts = (parts: readonly PartDraft[]): readonly PartDraft[] => parts.filter((part) => !isEmpty(part))

export const changePart = (parts: readonly PartDraft[], key: string, change: Partial<Omit<PartDraft, 'key'>>): readonly PartDraft[] =>
  parts.map((part) => (part.key === key ? { ...part, ...change } : part))

export const addPart = (parts: readonly PartDraft[], after: string | null, key: string): readonly PartDraft[] => {
  const at = after === null ? parts.length : parts.findIndex((part) => part.key === after) + 1
  return parts.toSpliced(at, 0, emptyPart(key))
}

/** The last row stays as an empty one. */
export const removePart = (parts: readonly PartDraft[], key: string): readonly PartDraft[] => {
  const left = parts.filter((part) => part.key !== key)
  return left.length === 0 ? [emptyPart(key)] : left
}

/** One row up or down; at the end it stays where it is. */
export const movePart = (parts: readonly PartDraft[], key: string, step: 1 | -1): readonly PartDraft[] => {
  const at = parts.findIndex((part) => part.key === key)
  const part = parts[at]
  if (part === undefined || at + step < 0 || at + step >= parts.length) return parts
  return parts.toSpliced(at, 1).toSpliced(at + step, 0, part)
}

/** Puts the rows of a table in the place of one row where that is empty, else below it. */
export const pasteParts = (
  parts: readonly PartDraft[],
  key: string,
  rows: readonly TableRow[],
  newKey: () => string,
): readonly PartDraft[] => {
  const at = parts.findIndex((part) => part.key === key)
  const here = parts[at]
  const pasted = rows.map((row) => ({ ...emptyPart(newKey()), ...row }))
  return here !== undefined && isEmpty(here) ? parts.toSpliced(at, 1, ...pasted) : parts.toSpliced(at + 1, 0, ...pasted)
}

const mostUnits = 1n << 128n

/** The amount of a part in its smallest unit; null where it is not one that can be paid. */
export const unitsOf = ({ amount }: Pick<PartDraft, 'amount'>, decimals: number): bigint | null => {
  const units = readUnits(amount, decimals)
  return units === null || units <= 0n || units >= mostUnits ? null : units
}

export const partFaults = (part: PartDraft, decimals: number): readonly PartFault[] => {
  const faults: PartFault[] = []
  if (readAddress(part.payee) === null || BigInt(part.payee.trim()) === 0n) faults.push({ field: 'payee', why: 'payee' })
  if (part.title.trim() === '' || new TextEncoder().encode(part.title.trim()).length > limits.titleBytes)
    faults.push({ field: 'title', why: 'title' })
  if (unitsOf(part, decimals) === null) faults.push({ field: 'amount', why: 'amount' })
  return faults
}

/** `left`: what is not handed on yet. Rows whose amount cannot be read count nothing, and then nothing fits. */
export const splitSums = (parts: readonly PartDraft[], left: bigint, decimals: number): SplitSums => {
  const amounts = filledParts(parts).map((part) => unitsOf(part, decimals))
  const sum = amounts.reduce<bigint>((all, units) => all + (units ?? 0n), 0n)
  const whole = amounts.length > 0 && amounts.every((units) => units !== null)
  return { sum, margin: left - sum, fits: sum <= left, whole }
}
