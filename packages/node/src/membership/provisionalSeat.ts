import { decodeEnact, decodeRosterChange, type RosterDelta } from '@daomesh/chain'
import { type ChainState, tally } from '@daomesh/governance'
import {
  type Address,
  type BallotSheet,
  countingModes,
  daomeshDomain,
  type Hex,
  hashTypedData,
  type Member,
  memberKinds,
  type Verifier,
} from '@daomesh/protocol'
import type { Enactment } from './daoProof.ts'

export type ProvisionalSeatParameters = {
  readonly chainId: bigint
  readonly dao: Address
  /** The chain as this node knows it, perhaps older than the peer's. */
  readonly state: ChainState
  readonly account: Address
  readonly enactments: readonly Enactment[]
  readonly recover: Verifier['recoverAccount']
}

/** What of a chain state the next decision is counted against. */
type Step = Pick<ChainState, 'rosters' | 'exited'>

/** R7 on the accounts and powers alone: shares are no matter of counting. */
const change = (present: readonly Member[], deltas: readonly RosterDelta[]): readonly Member[] => {
  const seats = new Map(present.map((member) => [member.account, member]))
  for (const { account, kind, power, mint } of deltas) {
    const seat = seats.get(account) ?? { account, kind, power: 0n, shares: 0n }
    seats.set(account, { ...seat, power: power ?? seat.power, shares: seat.shares + mint })
  }
  return [...seats.values()].sort((a, b) => (a.account < b.account ? -1 : 1))
}

/**
 * Whether decisions that the roster known here signed decisively seat an account that it does not hold: the last transaction that does, or null. Each is
 * counted as the contract would, against what is known here and what the ones before it made of it; one that is known here already counts for nothing.
 * Times and spent slots are the chain's to say, so the answer is good for letting somebody read, and for nothing else.
 */
export const provisionalSeat = ({ chainId, dao, state, account, enactments, recover }: ProvisionalSeatParameters): Hex | null => {
  const { rules, rulesEpoch, minRevisions } = state
  // Such a decision goes through a record alone (R8): no enactment carries it.
  if (rules.mode === countingModes.quadratic) return null
  const signed = (member: Address, sheet: Pick<BallotSheet, 'revision' | 'choices'>, signature: Hex): boolean =>
    recover(hashTypedData(daomeshDomain(chainId, dao), 'BallotSheet', { member, ...sheet }), signature) === member

  const next = ({ rosters, exited }: Step, data: Hex): Step | null => {
    const roster = rosters.at(-1)?.members ?? []
    const read = decodeEnact({ chainId, dao, roster, data })
    const changing = read?.decisions.flatMap(({ id, decision }) => {
      const [only, ...more] = decision.calls.flatMap((call) => decodeRosterChange(dao, call) ?? [])
      return only === undefined ? [] : [{ id, decision, deltas: [only, ...more] }]
    })[0]
    if (read === null || changing === undefined || state.enacted.has(changing.id)) return null
    const { id, decision, deltas } = changing
    const cited = rosters[decision.rosterEpoch]?.members
    if (cited === undefined || decision.rulesEpoch !== rulesEpoch) return null
    const counted = read.sheets.filter(
      ({ member, kind, revision, choices, signature }) =>
        kind === memberKinds.key &&
        revision >= (minRevisions.get(member) ?? 0n) &&
        signed(member, { revision, choices: choices.map((choice) => ({ ...choice, votes: 0n })) }, signature),
    )
    const ballots = new Map(
      counted.flatMap(({ member, choices }) => {
        const choice = choices.find((one) => one.decision === id)
        return choice === undefined ? [] : [[member, choice.support] as const]
      }),
    )
    if (!tally({ rules, cited, current: roster, exited, ballots }).immediate) return null
    const present = roster.filter((member) => !exited.has(member.account))
    return { rosters: [...rosters, { epoch: rosters.length, members: change(present, deltas) }], exited: new Set() }
  }

  let step: Step = state
  let last: Hex | null = null
  for (const { transaction, data } of enactments) {
    const made = next(step, data)
    if (made === null) continue
    step = made
    last = transaction
  }
  return last !== null && step.rosters.at(-1)?.members.some((member) => member.account === account) === true ? last : null
}
