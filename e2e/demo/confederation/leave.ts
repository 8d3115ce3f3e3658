import { type Address, type DecisionId, ether } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { mined, type Mined } from '../props/mined.ts'
import { passTime } from '../props/passTime.ts'
import { eth, short } from '../props/say.ts'
import { challengeWindow, dam, gracePeriod, seat } from './cast.ts'
import { daoNamed, peopleIn, type TreeDao, treeDao } from './daos.ts'
import { answer, decide, seenFinal } from './decide.ts'

export type Leaving = {
  readonly watershed: TreeDao
  readonly decision: DecisionId
  /** What the DAO that leaves was told beforehand that it gets, in its order of tokens. */
  readonly told: readonly { readonly token: string; readonly amount: bigint }[]
  readonly left: Mined
  readonly executed: Mined
}

/**
 * Most want to pay for a dam, and one DAO does not: not unanimous, so it is recorded and waits. In the grace period that DAO leaves with its part, before the
 * money goes; then the others pay from what is theirs.
 */
export const leaveInGrace = async (
  stage: Stage,
  watershed: TreeDao,
  leaver: string,
  token: Address,
  { say }: Narrator,
): Promise<Leaving> => {
  const grove = daoNamed(watershed.daos, leaver)
  const { steward, space } = watershed
  const { decision } = await steward.api.proposals.submit({
    requestId: requestId(),
    space,
    draft: null,
    title: 'Build a dam',
    content: 'It floods the path.',
    calls: [{ target: dam.payee, value: dam.amount.toString(), data: '0x' }],
  })
  await answer(watershed, decision, ({ name }) => (name === leaver ? 'against' : 'for'))
  const page = () => steward.api.proposals.get({ space, decision })
  await until(
    'all four ballots',
    async () => (await page()).ballotRows.length === watershed.daos.length && (await page()).record.recordable,
  )
  if ((await page()).tally.enactable) throw new Error('what is not unanimous must wait for the grace period')
  await mined(steward, (await steward.api.proposals.record({ requestId: requestId(), space, decision })).id)

  const { api } = grove.steward
  const leaving = { as: grove.space, outer: space, shares: seat.shares.toString(), tokens: [ether, token] }
  await until(
    `the record at ${grove.steward.name}’s`,
    async () => (await api.proposals.get({ space, decision })).record.status !== 'absent',
  )
  const { payouts } = await api.confederations.leavePreview(leaving)
  const leave = await api.confederations.leave({ requestId: requestId(), ...leaving, reason: 'Not our dam.' })
  const left = await decide(grove, leave.decision)
  await until(`${leaver} out of ${watershed.name}`, async () =>
    (await steward.api.daos.get({ space })).memberRows.every(({ account }) => account !== grove.dao),
  )
  await passTime(stage, Math.max(challengeWindow, gracePeriod) + 1)
  await until('the dam can be paid', async () => (await page()).state === 'executable')
  const executed = await mined(steward, (await steward.api.proposals.execute({ requestId: requestId(), space, decision })).id)
  const told = payouts.map((row) => ({ token: row.token, amount: BigInt(row.amount ?? '0') }))
  say(
    `${leaver} is against, waits for nobody and leaves with a quarter: ${told.map(({ amount }) => amount).join(' wei and ')} units, ${short(left.hash)}`,
  )
  say(`a day later ${eth(dam.amount)} go from what is left: ${short(executed.hash)}`)
  const rest = treeDao(watershed.name, watershed, { daos: watershed.daos.filter((dao) => dao !== grove) })
  await seenFinal(watershed, peopleIn(rest), decision)
  return { watershed: rest, decision, told, left, executed }
}
