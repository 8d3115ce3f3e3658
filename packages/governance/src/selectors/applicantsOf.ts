import { currentMembers } from '../facts/chainState.ts'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ApplicantValue } from '../fold/values.ts'
import { inviteStateOf } from './invitesOf.ts'
import { type Registers, valuesOf } from './registers.ts'

export type ApplicantRow = ApplicantValue

/**
 * Who asks for a seat, the earliest first. Whoever has one now asks no more, and closing the invite that brought somebody sends them away.
 * @example
 * applicantsOf(registers, state) // => []
 */
export const applicantsOf = (registers: Registers, state: ChainState): readonly ApplicantRow[] => {
  const members = new Set(currentMembers(state).map(({ account }) => account))
  return valuesOf<ApplicantValue>(registers, keys.applicants)
    .filter(({ account, invite }) => !members.has(account) && inviteStateOf(registers, invite, 0) === 'open')
    .toSorted((a, b) => a.at - b.at || (a.account < b.account ? -1 : 1))
}
