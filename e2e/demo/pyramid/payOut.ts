import { type BountyId, ether } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Deals } from './agree.ts'
import { silent } from './cast.ts'
import { reviewPeriod } from '../props/closeDeal.ts'
import type { SceneDao } from './foundDaos.ts'
import { mined } from '../props/mined.ts'
import { tellers } from './onChain.ts'
import { passTime } from '../props/passTime.ts'
import { short } from '../props/say.ts'
import type { Started } from './start.ts'

const countAt = async ({ steward }: SceneDao, bounty: BountyId, state: string): Promise<number> =>
  (await steward.api.bounties.get({ bounty })).leaves.filter((leaf) => leaf.state === state).length

/**
 * Everybody is paid straight from the escrow of the whole, and nobody clicks: a node of one of the payees sends what is due, for all at once. First what was
 * accepted or ruled, then what nobody spoke of, after its window.
 */
export const payOut = async (stage: Stage, { root, teams }: Deals, { bounty }: Started, { say }: Narrator): Promise<void> => {
  const quiet = teams.find(({ dao }) => dao.name === silent)?.workers.length ?? 0
  const all = teams.reduce((sum, { workers }) => sum + workers.length, teams.length)
  await until(`${all - quiet} parts to be paid`, async () => (await countAt(root, bounty, 'paid')) === all - quiet)
  const first = await tellers(stage, 'paid')
  for (const words of first) say(`what was accepted or ruled is paid from the one escrow, by ${words}`)
  if ((await countAt(root, bounty, 'waiting')) !== quiet) throw new Error(`the parts of ${silent} must wait for their window`)
  await passTime(stage, reviewPeriod)
  await until('all paid', async () => (await countAt(root, bounty, 'paid')) === all)
  for (const words of (await tellers(stage, 'paid')).slice(first.length))
    say(`${silent} was silent for ${reviewPeriod / 86_400} days: its ${quiet} parts are paid, by ${words}`)
}

/** Each DAO's margin lies in its income inbox; anybody has it divided by the rule of that DAO. */
export const shareIncome = async (daos: readonly SceneDao[], { say }: Narrator): Promise<void> => {
  const hashes = await Promise.all(
    daos.map(async ({ steward, space }) => {
      const { id } = await steward.api.income.distribute({ requestId: requestId(), space, token: ether })
      return (await mined(steward, id)).hash
    }),
  )
  say(`four inboxes divided among treasuries and members: ${hashes.map(short).join(', ')}`)
}
