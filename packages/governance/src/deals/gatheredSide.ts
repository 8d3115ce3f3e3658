import {
  type Address,
  type BallotSheet,
  ballotSheetSchema,
  daomeshDomain,
  type DealSide,
  type Decision,
  type DecisionId,
  decisionIdOf,
  decisionSchema,
  hashTypedData,
  type Hex,
  type Member,
  memberKinds,
  type OfferId,
  supports,
} from '@daomesh/protocol'
import { type ChainState, currentMembers, rosterAt } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { SideBroughtValue } from '../fold/values.ts'
import { tallyDecision } from '../selectors/countProposal.ts'
import { type Registers, valuesOf } from '../selectors/registers.ts'
import type { SheetToEnact } from '../selectors/sheetToEnact.ts'
import { recordStatus } from '../rules/records/recordState.ts'
import type { Tally } from '../rules/tally.ts'

/**
 * One side of a partnership, or a promise of power, as it was brought into the deal. `ready`: how it would be enacted now, `ballots` at once or `record` as it
 * was counted; null where it cannot yet, or not any more.
 */
export type GatheredSide = {
  readonly id: DecisionId
  readonly decision: Decision
  /** One sheet per member, by account: what an enactment would take. */
  readonly sheets: readonly SheetToEnact[]
  readonly tally: Tally
  readonly ready: 'ballots' | 'record' | null
  readonly enacted: boolean
}

export type GatherParameters = {
  readonly registers: Registers
  readonly offer: OfferId
  readonly side: DealSide
  readonly chainId: bigint
  readonly dao: Address
  /** Its partner, whose ballot is left out: the same transaction moves the seats it is counted by. null where there is none. */
  readonly partner: Address | null
  /** What the chain says of the DAO; seconds of chain time. */
  readonly state: ChainState
  readonly now: number
  /** Whether a decision does what the offer says, and nothing else. */
  readonly isSide: (decision: Decision) => boolean
  /** Whether a member signs this digest: a key by its signature, a contract as the chain says. */
  readonly signs: (member: Member, digest: Hex, signature: Hex) => boolean
}

/** Of one member, the newest: one decision is brought once, and a few times where its ballots changed. */
const mostBrought = 8

/**
 * What was brought for a side of an offer, as far as it is read: whoever brings without end hides only what it brought itself.
 * @example
 * broughtFor(registers, offerIdOf(space, offer), 'issuer') // => []
 */
export const broughtFor = (registers: Registers, offer: OfferId, side: DealSide): readonly SideBroughtValue[] => {
  const newest = valuesOf<SideBroughtValue>(registers, keys.sideBroughtOf(offer, side)).toSorted((a, b) => b.depth - a.depth)
  return [...Map.groupBy(newest, ({ by }) => by).values()].flatMap((all) => all.slice(0, mostBrought))
}

const readSheet = (ballot: SideBroughtValue['ballots'][number]): SheetToEnact => ({
  ...ballotSheetSchema.parse(ballot.sheet),
  signature: ballot.signature,
})

const supportFor = ({ choices }: BallotSheet, id: DecisionId): number | undefined =>
  choices.find(({ decision }) => decision === id)?.support

/** Of a member a Yes, which stays usable (R4), else the newest. */
const isBetter = (a: SheetToEnact, b: SheetToEnact, id: DecisionId): boolean => {
  const [x, y] = [a, b].map((sheet) => supportFor(sheet, id) === supports.for)
  return x === y ? a.revision > b.revision : x === true
}

/** The sheets that the contract would take: of present members but the partner, signed, not revoked, and with one answer to each decision. */
const sheetsFor = (
  { chainId, dao, partner, state, signs }: GatherParameters,
  id: DecisionId,
  brought: readonly SheetToEnact[],
): readonly SheetToEnact[] => {
  const seats = new Map(currentMembers(state).map((member) => [member.account, member]))
  const chosen = new Map<Address, SheetToEnact>()
  for (const sheet of brought) {
    const seat = sheet.member === partner ? undefined : seats.get(sheet.member)
    const { member, revision, choices } = sheet
    const fits =
      seat !== undefined &&
      supportFor(sheet, id) !== undefined &&
      revision >= (state.minRevisions.get(member) ?? 0n) &&
      choices.every(({ votes }) => votes === 0n) &&
      new Set(choices.map(({ decision }) => decision)).size === choices.length
    if (!fits) continue
    const known = chosen.get(member)
    if (known !== undefined && !isBetter(sheet, known, id)) continue
    const digest = hashTypedData(daomeshDomain(chainId, dao), 'BallotSheet', { member, revision, choices })
    if (signs(seat, digest, sheet.signature)) chosen.set(member, sheet)
  }
  return [...chosen.values()].toSorted((a, b) => (a.member < b.member ? -1 : 1))
}

const rankOf = ({ enacted, ready }: GatheredSide): number => (enacted ? 0 : ready !== null ? 1 : 2)

/**
 * What was brought for one side of an offer: the decision that can be enacted, else the one with the most ballots; null where none was brought. What does
 * something else than was agreed counts for nothing, whoever brought it (O23).
 * @example
 * gatheredSide({ registers, offer: offerIdOf(space, offer), side: 'issuer', chainId: 1n, dao, partner: alice, state, now: 1, isSide: () => true, signs: () => true }) // => null
 */
export const gatheredSide = (parameters: GatherParameters): GatheredSide | null => {
  const { registers, offer, side, chainId, dao, state, now, isSide } = parameters
  const brought = new Map<DecisionId, { readonly decision: Decision; readonly sheets: SheetToEnact[] }>()
  for (const value of broughtFor(registers, offer, side)) {
    const decision = decisionSchema.parse(value.decision)
    if (!isSide(decision)) continue
    const id = decisionIdOf(chainId, dao, decision)
    const known = brought.get(id) ?? { decision, sheets: [] }
    brought.set(id, known)
    known.sheets.push(...value.ballots.map(readSheet))
  }
  const found = [...brought].map(([id, { decision, sheets: all }]): GatheredSide => {
    const sheets = sheetsFor(parameters, id, all)
    const support = new Map(
      sheets.flatMap((sheet) => {
        const said = supportFor(sheet, id)
        return said === undefined ? [] : [[sheet.member, said] as const]
      }),
    )
    const tally = tallyDecision(state, decision, support)
    const enacted = state.enacted.has(id)
    const isOver = enacted || now > decision.expiresAt
    const record = state.records.get(id) ?? null
    const scene = {
      now,
      cited: rosterAt(state, decision.rosterEpoch)?.members ?? [],
      current: rosterAt(state, state.rosterEpoch)?.members ?? [],
      exited: state.exited,
      minRevisions: state.minRevisions,
      reserved: new Map(),
    }
    const isExecutable = record !== null && recordStatus({ record, executed: enacted, superseded: false }, decision, scene) === 'executable'
    const isImmediate = record === null && decision.rulesEpoch === state.rulesEpoch && tally.immediate
    const ready = isOver ? null : isExecutable ? 'record' : isImmediate ? 'ballots' : null
    return { id, decision, sheets, tally, ready, enacted }
  })
  // Of two that can be enacted the one that was counted by the newer roster can be for longer.
  const byRoster = (a: GatheredSide, b: GatheredSide): number => b.decision.rosterEpoch - a.decision.rosterEpoch
  return (
    found.toSorted((a, b) => rankOf(a) - rankOf(b) || byRoster(a, b) || b.sheets.length - a.sheets.length || (a.id < b.id ? -1 : 1))[0] ??
    null
  )
}

/** A ballot that was brought for a member that is a contract: whether that signs it is the chain's to say. */
export type ClaimedBallot = { readonly member: Address; readonly digest: Hex; readonly signature: Hex }

/** Of each who brought some: as many as a full roster has. */
const mostClaimed = 64

/**
 * The ballots that were brought for members that are contracts, as far as they are read (`broughtFor`), and of each who brought them so many: who brings without
 * end hides only what it brought itself.
 * @example
 * claimedBallots(registers, state, { offer: offerIdOf(space, offer), side: 'issuer', chainId: 1n, dao }) // => []
 */
export const claimedBallots = (
  registers: Registers,
  state: ChainState | null,
  { offer, side, chainId, dao }: Pick<GatherParameters, 'offer' | 'side' | 'chainId' | 'dao'>,
): readonly ClaimedBallot[] => {
  const contracts = new Set(
    (state === null ? [] : currentMembers(state)).flatMap(({ account, kind }) => (kind === memberKinds.contract ? [account] : [])),
  )
  if (contracts.size === 0) return []
  const brought = Map.groupBy(broughtFor(registers, offer, side), ({ by }) => by)
  const sheets = [...brought.values()].flatMap((all) =>
    all
      .flatMap(({ ballots }) => ballots.map(readSheet))
      .filter(({ member }) => contracts.has(member))
      .slice(0, mostClaimed),
  )
  // Several bring the same.
  return [...new Map(sheets.map((sheet) => [`${sheet.member} ${sheet.revision} ${sheet.signature}`, sheet])).values()].map(
    ({ signature, ...sheet }) => ({
      member: sheet.member,
      digest: hashTypedData(daomeshDomain(chainId, dao), 'BallotSheet', sheet),
      signature,
    }),
  )
}
