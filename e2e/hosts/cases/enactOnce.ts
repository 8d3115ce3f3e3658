import type { ChainClient } from '@daomesh/chain'
import type { DecisionId, SpaceId } from '@daomesh/protocol'
import { type Enacted, sendEnactment } from '../../scene/sendEnactment.ts'
import { until } from '../../scene/until.ts'
import type { Stage } from '../stage.ts'
import { reachPatience } from '../watch.ts'
import type { Payment } from './propose.ts'

/** Gus, who was on the small side, enacts for everybody: one transaction, one payment, final on all seven. */
export const enactOnce = async (
  { members }: Stage,
  client: Pick<ChainClient, 'head' | 'balance'>,
  space: SpaceId,
  decision: DecisionId,
  { to, wei }: Payment,
): Promise<Enacted> => {
  const gus = members[6]
  if (gus === undefined) throw new Error('seven members')
  const before = (await client.head()).number
  const enacted = await sendEnactment(gus, space, decision)
  const states = async () => Promise.all(members.map(async ({ api }) => (await api.proposals.get({ space, decision })).state))
  await until('final on every host', async () => (await states()).every((state) => state === 'final'), reachPatience)
  // The sandbox mines one block a transaction.
  const transactions = (await client.head()).number - before
  if (transactions !== 1n) throw new Error(`${transactions} transactions instead of one`)
  const paid = await client.balance(to)
  if (paid !== wei) throw new Error(`paid ${paid} wei instead of ${wei}`)
  return enacted
}
