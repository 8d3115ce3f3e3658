import { oneState } from '../../../scene/oneState.ts'
import { peopleIn, type TreeDao } from '../daos.ts'
import type { Check, Scene, Story } from './scene.ts'

/** Both or neither, refused otherwise; and a circle of DAOs asks nobody twice (C6). */
export const checkPartnership = ({ story: { partnership } }: Scene): readonly Check[] => {
  const { during, after, refused, cameBack, shared } = partnership
  const gives = ({ issuerGives, hunterGives }: typeof during): string => `${issuerGives} and ${hunterGives}`
  return [
    {
      name: 'bothOrNeither',
      holds:
        gives(during) === '1 and 1' &&
        gives(after) === '0 and 0' &&
        refused.join() === 'PARTNERSHIP_EARLY,ENACT_WAITS,PARTNERSHIP_EARLY,ENACT_WAITS',
      detail: `power ${gives(during)}, then ${gives(after)}; refused: ${refused.join(', ')}`,
    },
    {
      name: 'noCircleOfQuestions',
      holds: !cameBack && shared.gas > 0n,
      detail: `each a member of the other, one decided by the other's ballot with ${shared.gas} gas, and was not asked back`,
    },
  ]
}

export type StateRow = { readonly dao: string; readonly members: number; readonly stateHash: string }

/** Every DAO with whoever reads it in the end. */
const readers = ({ founders, ferry, river, earned, leaving }: Story): readonly (readonly [TreeDao, TreeDao])[] => {
  const stayed = leaving.watershed.daos.filter((dao) => dao !== ferry)
  // Who came later was asked nothing by the league yet, so their nodes do not read it.
  const ofRiver = { ...river, daos: stayed }
  // Where a DAO earned power, its people read.
  const small = founders.map((dao) => (dao.space === earned.issuer.space ? earned.issuer : dao))
  return [...[...small, ferry, leaving.watershed].map((dao) => [dao, dao] as const), [river, ofRiver]]
}

/** What everybody's node says of the state of each DAO: one and the same. */
export const readStates = ({ story }: Scene): Promise<readonly StateRow[]> =>
  Promise.all(
    readers(story).map(async ([{ name, space }, who]) => {
      const people = peopleIn(who)
      return { dao: name, members: people.length, stateHash: (await oneState(people, space)).stateHash }
    }),
  )

export const checkStates = (states: readonly StateRow[]): Check => ({
  name: 'oneStateInEachDao',
  holds: states.length === 6 && new Set(states.map(({ stateHash }) => stateHash)).size === 6,
  detail: states.map(({ dao, members, stateHash }) => `${dao} ${stateHash.slice(0, 10)}… on ${members} nodes`).join(', '),
})
