import type { SpaceId } from '@daomesh/protocol'
import { type Stage } from '../stage.ts'
import { requestId, until } from '../until.ts'

const treasury = 3n * 10n ** 18n

/** Deployment and funding: two transactions before anything is decided. */
export const deploy = async ({ members }: Stage, space: SpaceId): Promise<void> => {
  const [ada] = members
  if (ada === undefined) throw new Error('no members')
  await until('the key of the space on every node', async () => {
    const daos = await Promise.all(members.map(({ api }) => api.daos.get({ space })))
    return daos.every(({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null))
  })
  await ada.api.daos.deploy({ requestId: requestId(), space })
  await until('the DAO on chain', async () =>
    (await Promise.all(members.map(({ api }) => api.daos.get({ space })))).every(({ deployed }) => deployed === 'final'),
  )
  await ada.api.daos.deposit({ requestId: requestId(), space, wei: treasury.toString() })
  await until('3 ETH in the treasury', async () =>
    (await Promise.all(members.map(({ api }) => api.daos.get({ space })))).every((dao) => dao.treasury === treasury.toString()),
  )
}
