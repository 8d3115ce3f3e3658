import {
  type Address,
  type Budget,
  type BudgetId,
  budgetSchema,
  type EntryId,
  type Hex,
  type PledgeSheet,
  pledgeSheetSchema,
  type Project,
  type ProjectId,
  projectSchema,
} from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { BudgetValue, PledgeValue, ProjectValue } from '../fold/values.ts'
import { type Registers, valueAt, valuesOf } from './registers.ts'

/** Who wrote a record and when, in milliseconds, for display. */
type Written = { readonly by: Address; readonly entry: EntryId; readonly at: number }
export type ProjectRow = Project & Written & { readonly id: ProjectId }
export type HeldPledge = PledgeSheet & { readonly digest: Hex; readonly entry: EntryId; readonly at: number }

/** Values of registers are never changed, so one that was read is read. */
const once = <V extends object, T>(read: (value: V) => T): ((value: V) => T) => {
  const known = new WeakMap<V, T>()
  return (value) => {
    const made = known.get(value) ?? read(value)
    known.set(value, made)
    return made
  }
}
const budgetIn = once(({ budget, ...rest }: BudgetValue): Budget & Written => ({ ...budgetSchema.parse(budget), ...rest }))
export const projectIn = once((value: ProjectValue): Project => projectSchema.parse(value.project))
const pledgeIn = once(({ sheet, digest, entry, at }: PledgeValue): HeldPledge => ({ ...pledgeSheetSchema.parse(sheet), digest, entry, at }))

/** What a budget states, or undefined where no record here opens it. */
export const budgetAt = (registers: Registers, id: BudgetId): (Budget & Written) | undefined => {
  const value = valueAt<BudgetValue>(registers, keys.budget(id))
  return value === undefined ? undefined : budgetIn(value)
}

/** The newest sheet of each member, sorted by account, whether it counts or not. */
export const pledgesIn = (registers: Registers, id: BudgetId): readonly HeldPledge[] =>
  valuesOf<PledgeValue>(registers, keys.pledgesOf(id)).map(pledgeIn)

/** A sheet by its digest, an older one too. */
export const pledgeSheetAt = (registers: Registers, id: BudgetId, digest: Hex): HeldPledge | undefined => {
  const value = valueAt<PledgeValue>(registers, keys.pledgeSheet(id, digest))
  return value === undefined ? undefined : pledgeIn(value)
}

export const projectAt = (registers: Registers, id: BudgetId, project: ProjectId): Project | undefined => {
  const value = valueAt<ProjectValue>(registers, keys.project(id, project))
  return value === undefined ? undefined : projectIn(value)
}
