import { apiOf, start } from './person.ts'
import type { Person, World } from './world.ts'
import { requestId } from './actions/requestId.ts'

/** Outlives a host whose clock is three days behind and a newcomer whose clock is three days ahead: peers close an invite by their own clock (M24). */
const expiresInHours = 24 * 14

/** Starts a node on an empty home, which opens the DAO by an invite of the host and asks its members to let it in. */
export const knock = async (world: World, host: Person, newcomer: Person): Promise<void> => {
  const asked = { requestId: requestId(world), space: world.space, expiresInHours }
  const { link } = await world.run('invite', apiOf(host).daos.invite(asked))
  await start(world, newcomer)
  await world.until('the newcomer meets somebody', async () => (await apiOf(newcomer).network.status()).peers.length > 0)
  const entering = { requestId: requestId(world), invite: link ?? '', displayName: newcomer.name }
  await world.run('enter', apiOf(newcomer).daos.enter(entering))
}

/** Waits until the device of a member, of yesterday or of today, counts as one, and reads. */
export const beLetIn = (world: World, newcomer: Person): Promise<void> =>
  world.until(`${newcomer.name} is a member and reads`, async () => {
    const { standing, locked } = await apiOf(newcomer).daos.get({ space: world.space })
    return standing === 'member' && !locked
  })
