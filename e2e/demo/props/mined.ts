import type { SceneMember } from '../../scene/startMember.ts'
import { until } from '../../scene/until.ts'

export type Mined = { readonly hash: string; readonly gas: bigint }

/** Waits until a transaction of this node is final. @throws Error with what went wrong. */
export const mined = async ({ api, name }: SceneMember, id: string | undefined): Promise<Mined> => {
  const row = await until(`a transaction of ${name}`, async () => {
    const found = (await api.chain.transactions()).find((one) => one.id === id)
    if (found?.state === 'failed' || found?.state === 'superseded')
      throw new Error(`${found.purpose.key} of ${name} ${found.state}: ${found.error?.code} ${JSON.stringify(found.error?.meta)}`)
    return found?.state === 'final' ? found : null
  })
  if (row.hash === null || row.gas === null) throw new Error('a final transaction has a hash and its gas')
  return { hash: row.hash, gas: BigInt(row.gas) }
}
