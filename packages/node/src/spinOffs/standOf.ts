import { provenSpinOff } from '@daomesh/chain'
import { enactingSheets, type ProposalRow, type SheetToEnact, yesSheets } from '@daomesh/governance'
import { type Address, type DecisionId, leaversOf, supports } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { readSpinOff, type SpinOffAnswer, type SpinOffStand } from './readSpinOff.ts'

export type SpinOffSheets = SpinOffStand & {
  /** What a transaction would take: all that decide it, or, of a record, those that show who said Yes. */
  readonly sheets: readonly SheetToEnact[]
  readonly recorded: boolean
}

type Counted = { readonly ballots: ReadonlyMap<Address, { readonly support: number | null }> }

/** Who said Yes by these sheets, but for whom the record counts for something else: its last word is another one, whatever older Yes is still good (contracts R29). */
export const yesOf = (
  sheets: readonly Pick<SheetToEnact, 'member' | 'choices'>[],
  id: DecisionId,
  record: Counted | null,
): ReadonlySet<Address> =>
  new Set(
    sheets
      .filter(({ choices }) => choices.some((one) => one.decision === id && one.support === supports.for))
      .filter(({ member }) => (record?.ballots.get(member)?.support ?? supports.for) === supports.for)
      .map(({ member }) => member),
  )

/** How far a proposal to spin off is, and with which sheets it would be enacted. */
export const standOf = (space: DaoSpace, { id, record }: Pick<ProposalRow, 'id' | 'record'>): SpinOffSheets => {
  const [registers, state] = [space.registers(), space.chainState()]
  const recorded = record.status === 'executable'
  const atOnce = enactingSheets(registers, state, [id])
  const sheets = recorded ? yesSheets(registers, state, id) : atOnce.sheets
  const said = recorded ? sheets : yesSheets(registers, state, id)
  const yes = yesOf(said, id, recorded ? record.record : null)
  return { yes, passes: recorded || atOnce.decisions.includes(id), sheets, recorded }
}

/** Who of those that are to go has not said Yes. */
export const missingOf = (question: Parameters<typeof leaversOf>[0], { yes }: SpinOffStand) =>
  leaversOf(question).flatMap(({ account }) => (yes.has(account) ? [] : [account]))

/** The spin-off that a proposal makes, worked out from what it calls, or null. */
export const readSpinOffOf = async (node: NodeContext, space: DaoSpace, row: ProposalRow): Promise<SpinOffAnswer | null> => {
  const question = provenSpinOff(space.record.chain.chainId, row.decision, row.content)
  return question === null ? null : readSpinOff(node, space, question, standOf(space, row))
}
