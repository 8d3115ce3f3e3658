import { type Address, type BallotSheet, ballotSheetSchema, type DecisionId, decisionSchema, type Hex } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue, SheetValue } from '../fold/values.ts'
import { ballotsOf } from './ballotsOf.ts'
import { tallyDecision } from './proposalState.ts'
import { type Registers, valueAt } from './registers.ts'

/** A sheet with its member's signature, in the form that `packSheets` takes. */
export type SheetToEnact = BallotSheet & { readonly signature: Hex }

export type Enactment = {
  /** One sheet per member, by account as the roster's seats are: the contract takes no second one. */
  readonly sheets: readonly SheetToEnact[]
  /** Of the asked decisions, in their order, those that pass at once with exactly these sheets. */
  readonly decisions: readonly DecisionId[]
}

const readSheet = (registers: Registers, key: string): SheetToEnact | undefined => {
  const value = valueAt<SheetValue>(registers, key)
  return value === undefined ? undefined : { ...ballotSheetSchema.parse(value.sheet), signature: value.signature }
}

/** Per member the one sheet that carries usable ballots for most of the decisions; of equal ones the newer. */
const chooseSheets = (registers: Registers, state: ChainState, ids: readonly DecisionId[]): readonly SheetToEnact[] => {
  const votes = new Map<Address, Map<string, { revision: bigint; carries: number }>>()
  for (const id of ids)
    for (const { member, usable } of ballotsOf(registers, state, id)) {
      if (usable === null) continue
      const ofMember = votes.get(member) ?? new Map<string, { revision: bigint; carries: number }>()
      const key = keys.sheet(member, usable.revision, usable.digest)
      ofMember.set(key, { revision: usable.revision, carries: (ofMember.get(key)?.carries ?? 0) + 1 })
      votes.set(member, ofMember)
    }
  return [...votes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ofMember]) => {
      const [best] = [...ofMember].sort(([, a], [, b]) => b.carries - a.carries || (b.revision > a.revision ? 1 : -1))
      return best === undefined ? [] : (readSheet(registers, best[0]) ?? [])
    })
}

/** Whether a decision passes at once with exactly these sheets, as the contract will count them. */
const passesWith = (registers: Registers, state: ChainState, sheets: readonly SheetToEnact[], id: DecisionId): boolean => {
  const value = valueAt<ProposalValue>(registers, keys.proposal(id))
  if (value === undefined) return false
  const support = new Map<Address, number>()
  for (const { member, choices } of sheets) {
    const choice = choices.find((one) => one.decision === id)
    if (choice !== undefined) support.set(member, choice.support)
  }
  return tallyDecision(state, decisionSchema.parse(value.decision), support).immediate
}

/**
 * The sheets to enact decisions with in one transaction. A member has one sheet there, so decisions signed on different sheets may not fit
 * together: the answer says which do, and the first asked one is favoured. Ask again for the rest.
 */
export const enactingSheets = (registers: Registers, state: ChainState, ids: readonly DecisionId[]): Enactment => {
  const carried = (sheets: readonly SheetToEnact[]): Enactment => ({
    sheets,
    decisions: ids.filter((id) => passesWith(registers, state, sheets, id)),
  })
  const together = carried(chooseSheets(registers, state, ids))
  const [first] = ids
  if (first === undefined || together.decisions.includes(first)) return together
  const alone = carried(chooseSheets(registers, state, [first]))
  return alone.decisions.length > 0 ? alone : together
}
