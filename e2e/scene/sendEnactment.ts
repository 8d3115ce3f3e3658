import type { DecisionId, SpaceId } from '@daomesh/protocol'
import type { SceneMember } from './startMember.ts'
import { requestId, until } from './until.ts'

export type Enacted = { readonly transaction: string; readonly gas: string }

/** One member sends the signed ballots of a decision, and waits until its node shows the transaction as final. */
export const sendEnactment = async ({ api }: SceneMember, space: SpaceId, decision: DecisionId): Promise<Enacted> => {
  const row = await api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })
  const done = await until('the transaction', async () => {
    const found = (await api.chain.transactions()).find(({ id }) => id === row.id)
    if (found?.state === 'failed') throw new Error(`the transaction failed: ${found.error?.code} ${JSON.stringify(found.error?.meta)}`)
    return found?.state === 'final' ? found : null
  })
  if (done.hash === null || done.gas === null) throw new Error('a final transaction has a hash and its gas')
  return { transaction: done.hash, gas: done.gas }
}
