import type { BountyId } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Deals } from './agree.ts'
import { silent } from './cast.ts'
import { reviewPeriod } from './closeDeal.ts'
import type { SceneDao } from './foundDaos.ts'
import { mined } from './mined.ts'
import { passTime } from './passTime.ts'
import { short } from './say.ts'
import type { Started } from './start.ts'

const ether = `0x${'0'.repeat(40)}`

const statesAt = async ({ steward }: SceneDao, bounty: BountyId): Promise<readonly string[]> =>
  (await steward.api.bounties.get({ bounty })).leaves.map(({ state }) => state)

const count = (states: readonly string[], state: string): number => states.filter((one) => one === state).length

/** Anybody sends it: here the steward of the DAO at the top. */
const pay = async (root: SceneDao, bounty: BountyId, payable: number) => {
  await until(`${payable} parts to be payable`, async () => count(await statesAt(root, bounty), 'payable') === payable)
  const { transaction } = await root.steward.api.bounties.payout({ requestId: requestId(), bounty })
  return mined(root.steward, transaction?.id)
}

/** Everybody is paid straight from the escrow of the whole, in two transactions: what was accepted or ruled now, what nobody spoke of after its window. */
export const payOut = async (stage: Stage, { root, teams }: Deals, { bounty }: Started, { say }: Narrator): Promise<void> => {
  const quiet = teams.find(({ dao }) => dao.name === silent)?.workers.length ?? 0
  const all = teams.reduce((sum, { workers }) => sum + workers.length, teams.length)
  const first = await pay(root, bounty, all - quiet)
  say(`${all - quiet} parts are paid from the one escrow: ${short(first.hash)}, ${first.gas} gas`)
  await until('what was paid', async () => count(await statesAt(root, bounty), 'paid') === all - quiet)
  if (count(await statesAt(root, bounty), 'waiting') !== quiet) throw new Error(`the parts of ${silent} must wait for their window`)
  await passTime(stage, reviewPeriod)
  const second = await pay(root, bounty, quiet)
  await until('all paid', async () => (await statesAt(root, bounty)).every((state) => state === 'paid'))
  say(`${silent} was silent for ${reviewPeriod / 86_400} days: the last ${quiet} are paid: ${short(second.hash)}, ${second.gas} gas`)
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
