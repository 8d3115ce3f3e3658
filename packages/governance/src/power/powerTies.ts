import { type Address, memberKinds } from '@daomesh/protocol'
import { type ChainState, currentMembers } from '../facts/chainState.ts'

/** A whole DAO's power, in millionths. */
const whole = 1_000_000n

/** A DAO that has power in another one, by the chain. `share` is its part of all power there, in millionths, rounded down. */
export type PowerTie = {
  readonly dao: Address
  readonly member: Address
  readonly power: bigint
  readonly total: bigint
  readonly share: bigint
  /** The other one has power in it too: a partnership. */
  readonly mutual: boolean
}

/**
 * The web of power between DAOs: who has a seat with power in whom (Q65). Of accounts, and of contracts that are not among these DAOs, it says nothing.
 * @example
 * powerTies(new Map([[dao, state]])) // => []
 */
export const powerTies = (states: ReadonlyMap<Address, ChainState>): readonly PowerTie[] => {
  const found = [...states].flatMap(([dao, state]) => {
    const members = currentMembers(state)
    const total = members.reduce((sum, { power }) => sum + power, 0n)
    return members.flatMap(({ account: member, kind, power }) =>
      kind === memberKinds.contract && power > 0n && states.has(member)
        ? [{ dao, member, power, total, share: (power * whole) / total }]
        : [],
    )
  })
  const known = new Set(found.map(({ dao, member }) => `${dao} ${member}`))
  return found
    .map((tie) => ({ ...tie, mutual: known.has(`${tie.member} ${tie.dao}`) }))
    .toSorted((a, b) => (a.share === b.share ? (a.dao + a.member < b.dao + b.member ? -1 : 1) : a.share > b.share ? -1 : 1))
}
