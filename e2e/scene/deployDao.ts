import type { SpaceId } from '@daomesh/protocol'
import type { SceneMember } from './startMember.ts'
import { requestId, until } from './until.ts'

/** Deployment and funding by the first member: two transactions before anything is decided. */
export const deployDao = async (members: readonly SceneMember[], space: SpaceId, wei: bigint): Promise<void> => {
  const [first] = members
  if (first === undefined) throw new Error('no members')
  const everyDao = () => Promise.all(members.map(({ api }) => api.daos.get({ space })))
  await until('the key of the space on every node', async () =>
    (await everyDao()).every(({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null)),
  )
  await first.api.daos.deploy({ requestId: requestId(), space })
  await until('the DAO on chain', async () => (await everyDao()).every(({ deployed }) => deployed === 'final'))
  await first.api.daos.deposit({ requestId: requestId(), space, wei: wei.toString() })
  await until('the money in the treasury', async () => (await everyDao()).every(({ treasury }) => treasury === wei.toString()))
}
